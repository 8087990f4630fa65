// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { fetchPasswordRule, followsRule, parsePasswordRule } from './password-rule';

describe('the rule for passwords', () => {
    it('is the one of the server, before a password is sent [FR-001]', async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        const rule = await fetchPasswordRule(`${supabaseUrl}/auth/v1`, anonKey, fetch);
        expect(rule).to.deep.equal({ minimumLength: 8, characters: [] });
    });

    it('names the characters that a password needs', () => {
        const message =
            'Password should be at least 10 characters. Password should contain at least one character of each: ' +
            'abc, 0123456789, !@#,./`~.';
        const rule = parsePasswordRule(message);
        expect(rule).to.deep.equal({ minimumLength: 10, characters: ['abc', '0123456789', '!@#,./`~'] });
        expect(rule && followsRule('abcdefgh1~', rule)).to.equal(true);
        expect(rule && followsRule('abcdefgh11', rule)).to.equal(false);
        expect(rule && followsRule('abcdefg1~', rule)).to.equal(false);
    });

    for (const [what, answer] of [
        ['no sign-up', () => Response.json({ code: 'signup_disabled', message: 'Signups not allowed' })],
        ['a captcha', () => Response.json({ code: 'captcha_failed', message: 'captcha' })],
        ['a web page', () => new Response('<html>')],
        ['an error of the network', () => Response.error()]
    ] as const) {
        it(`is unknown if the server does not tell it: ${what}`, async () => {
            expect(await fetchPasswordRule('https://x.example/auth/v1', 'key', async () => answer())).to.equal(
                undefined
            );
        });
    }
});
