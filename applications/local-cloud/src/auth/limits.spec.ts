// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { AuthError } from './auth-error.js';
import { readAuthSettings } from './auth-settings.js';
import { Limits } from './limits.js';

describe('the limits of Auth', () => {
    let now: number;
    const limitsWith = (config: object): Limits => new Limits(readAuthSettings(config), () => now);
    const fails = (): Promise<never> => Promise.reject(new AuthError(403, 'otp_expired', ''));
    beforeEach(() => {
        now = 1_000_000;
    });

    it('allow a mail of a kind to an address after a pause, and say how long it is', () => {
        const limits = limitsWith({ email: { max_frequency: '1m0s' } });
        limits.countMail('link', 'ada@example.com');
        now += 17_500;
        expect(() => limits.countMail('link', 'Ada@example.com')).to.throw('only request this after 42 seconds.');
        limits.countMail('confirmation', 'ada@example.com');
        limits.countMail('link', 'bob@example.com');
        now += 42_500;
        limits.countMail('link', 'ada@example.com');
    });

    it('allow a number of mails an hour', () => {
        const limits = limitsWith({ rate_limit: { email_sent: 2 } });
        limits.countMail('link', 'a@example.com');
        limits.countMail('link', 'b@example.com');
        expect(() => limits.countMail('link', 'c@example.com')).to.throw('email rate limit exceeded');
        now += 3_600_000;
        limits.countMail('link', 'c@example.com');
    });

    it('allow ten wrong links for a wrong code, of all users together', async () => {
        const limits = limitsWith({ rate_limit: { token_verifications: 1 } });
        const attempt = async (): Promise<unknown> =>
            limits
                .attempt('link', '', fails, outcome => outcome instanceof AuthError)
                .catch(error => (error as AuthError).errorCode);
        for (let count = 0; count < 10; count++) {
            expect(await attempt()).to.equal('otp_expired');
        }
        expect(await attempt()).to.equal('over_request_rate_limit');
    });

    it('count attempts that fail, and forget them after five minutes', async () => {
        const limits = limitsWith({ rate_limit: { token_verifications: 2 } });
        const attempt = async (run: () => Promise<unknown>): Promise<unknown> =>
            limits
                .attempt('code', 'ada@example.com', run, outcome => outcome instanceof AuthError)
                .catch(error => (error as AuthError).errorCode);
        expect(await attempt(fails)).to.equal('otp_expired');
        expect(await attempt(async () => 'right')).to.equal('right');
        expect(await attempt(fails)).to.equal('otp_expired');
        expect(await attempt(async () => 'right')).to.equal('over_request_rate_limit');
        now += 300_000;
        expect(await attempt(async () => 'right')).to.equal('right');
    });
});
