// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';

const PACKAGES = ['packages', 'applications', 'supabase'].flatMap(folder =>
    readdirSync(inRoot(folder)).map(name => path.join(folder, name, 'package.json'))
);

/** Returns the test script of a package, or nothing if there is none. */
function testScript(file) {
    try {
        return JSON.parse(readFileSync(inRoot(file), 'utf8')).scripts?.test;
    } catch (error) {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
            return undefined;
        }
        throw error;
    }
}

describe('A forgotten “.only”', () => {
    it('fails the test script of every package', () => {
        const scripts = PACKAGES.map(file => testScript(file)).filter(script => script?.startsWith('mocha'));
        expect(scripts.length).to.be.greaterThan(8);
        for (const script of scripts) {
            expect(script).to.contain(' --forbid-only ');
        }
    });
});
