// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { ServerResponse } from 'node:http';
import { SecurityHeaders } from './security-headers';

describe('the security headers', () => {
    function policyOf(target: string): string {
        const headers = new Map<string, string>();
        const response = { setHeader: (name: string, value: string) => headers.set(name, value) };
        new SecurityHeaders(undefined).apply(target, response as unknown as ServerResponse);
        return headers.get('Content-Security-Policy') ?? '';
    }

    it('let no file of the user run as a page, however its path is spelled', () => {
        for (const target of [
            '/files',
            '/file?uri=file:///a.html',
            '/files/?uri=file:///a.html',
            '/FILES/?uri=file:///a.html',
            '/Files/download',
            '/%66iles/?uri=file:///a.html',
            '/%46ILE#a',
            '/files%2f',
            '/%'
        ]) {
            expect(policyOf(target), target).to.match(/^sandbox; /);
        }
    });

    it('let pages of the IDE run its scripts', () => {
        for (const target of ['/', '/?uri=/files/', '/bundle.js', '/filesystem', '/a/files/']) {
            expect(policyOf(target), target).to.include("script-src 'self'").and.not.include('sandbox');
        }
    });
});
