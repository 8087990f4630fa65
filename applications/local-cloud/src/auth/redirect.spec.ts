// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readAuthSettings } from './auth-settings.js';
import { isRedirectAllowed, redirectOf } from './redirect.js';

const settings = readAuthSettings({
    site_url: 'https://ide.example.com',
    additional_redirect_urls: ['https://*.example.org/auth/*', 'https://all.example.net/**', 'sanyam://callback']
});

describe('where a link may lead', () => {
    for (const [url, isAllowed] of [
        ['https://ide.example.com/a/b?c#d', true],
        ['http://ide.example.com/', false],
        ['https://ide.example.com:8443/', false],
        ['https://ide.example.com.evil.example/', false],
        ['https://ide.example.com@evil.example/', false],
        ['https://evil.example/https://ide.example.com', false],
        ['https://ada@ide.example.com/', false],
        [String.raw`https://evil.example\@ide.example.com/`, false],
        [String.raw`http://evil.example\@127.0.0.1/`, false],
        ['http://evil.example\t@127.0.0.1/', false],
        ['http://127.0.0.1\n.evil.example/', false],
        ['https://team.example.org/auth/callback', true],
        ['https://team.example.org/auth/a/b', false],
        ['https://a.b.example.org/auth/callback', false],
        ['https://evil.example/x.example.org/auth/callback', false],
        ['https://all.example.net/a/b/c', true],
        ['sanyam://callback', true],
        ['sanyam://other', false],
        ['http://127.0.0.1:49152/callback', true],
        ['http://[::1]:49152/', true],
        ['http://192.0.2.1/', false],
        ['http://2130706433/', false],
        ['http://0x7f000001/', false],
        ['https://évil.example/', false],
        ['javascript:alert(1)', false],
        ['/relative', false],
        ['', false]
    ] as const) {
        it(`${isAllowed ? 'leads' : 'does not lead'} to “${url}”`, () =>
            expect(isRedirectAllowed(url, settings)).to.equal(isAllowed));
    }

    it('leads to the referrer or the site if the request asks for nothing allowed', () => {
        const target = (query: string, headers: Record<string, string>): string =>
            redirectOf(new Request(`http://127.0.0.1/auth/v1/otp${query}`, { headers }), settings);
        expect(target('', {})).to.equal('https://ide.example.com');
        expect(target('?redirect_to=https://evil.example', {})).to.equal('https://ide.example.com');
        expect(target('', { redirect_to: 'sanyam://callback' })).to.equal('sanyam://callback');
        expect(target('', { referer: 'https://all.example.net/x' })).to.equal('https://all.example.net/x');
        expect(target('', { referer: 'https://evil.example/' })).to.equal('https://ide.example.com');
    });
});
