// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readAuthSettings } from './auth-settings.js';

describe('the settings of Auth', () => {
    for (const [setting, auth] of [
        ['site_url: must be an address', { site_url: '' }],
        ['site_url: must be an address', { site_url: 'not a url' }],
        ['jwt_expiry: must be', { jwt_expiry: 0 }],
        ['jwt_expiry: must be', { jwt_expiry: -5 }],
        ['jwt_expiry: must be', { jwt_expiry: 604_801 }],
        ['refresh_token_reuse_interval: must be', { refresh_token_reuse_interval: -1 }],
        ['minimum_password_length: must be', { minimum_password_length: 8.5 }],
        ['minimum_password_length: must be', { minimum_password_length: -1 }],
        ['rate_limit.email_sent: must be', { rate_limit: { email_sent: -1 } }],
        ['rate_limit.sign_in_sign_ups: must be', { rate_limit: { sign_in_sign_ups: 0.5 } }],
        ['email.otp_length: must be', { email: { otp_length: 6.5 } }],
        ['email.otp_length: must be', { email: { otp_length: 5 } }],
        ['email.otp_expiry: must be', { email: { otp_expiry: -1 } }],
        ['email.max_frequency: must be a duration', { email: { max_frequency: '' } }],
        ['email.max_frequency: must be a duration', { email: { max_frequency: '5' } }],
        ['email.template.magiclink: is no mail. The mails are', { email: { template: { magiclink: {} } } }],
        ['external.github.client_id: is missing', { external: { github: { enabled: true } } }]
    ] as const) {
        it(`have a sentence for a value that would make Auth fail later: ${JSON.stringify(auth)}`, () => {
            let faults: readonly string[] = [];
            try {
                readAuthSettings(auth);
            } catch (error) {
                const { issues } = error as { issues: readonly { path: readonly string[]; message: string }[] };
                faults = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
            }
            expect(faults).to.have.length(1);
            expect(faults[0]).to.include(setting);
        });
    }

    for (const [text, seconds] of [
        ['1m30s', 90],
        ['1h', 3600],
        ['500ms', 0.5],
        ['1.5s', 1.5],
        ['0', 0],
        ['0s', 0]
    ] as const) {
        it(`have durations as the Supabase CLI: ${text}`, () =>
            expect(readAuthSettings({ email: { max_frequency: text } }).mailPause).to.equal(seconds));
    }

    it('need no client of a provider that is off', () => {
        expect(readAuthSettings({ external: { github: { enabled: false } } }).providers).to.deep.equal([]);
    });
});
