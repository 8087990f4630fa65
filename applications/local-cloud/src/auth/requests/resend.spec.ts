// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, newEmail } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('sending a mail again', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('sends a new code to an address that waits, and the earlier one no longer counts', async () => {
        const email = newEmail();
        await server.send('POST', '/signup', { email, password: 'correct horse 1' });
        const early = await server.send('POST', '/resend', { type: 'signup', email });
        expect([early.status, early.body.error_code]).to.deep.equal([429, 'over_email_send_rate_limit']);
        const first = await server.mailTo(email);
        const sent = await server.sendAfterPause('POST', '/resend', { type: 'signup', email });
        expect([sent.status, sent.body]).to.deep.equal([200, {}]);
        const mails = await server.mailsTo(email);
        expect(mails).to.have.length(2);
        const verify = { type: 'signup', email };
        expect((await server.send('POST', '/verify', { ...verify, token: first.code })).status).to.equal(403);
        expect((await server.send('POST', '/verify', { ...verify, token: mails[0]?.code })).status).to.equal(200);
    });

    it('sends both mails of a new address again', async () => {
        const user = await server.newUser();
        const email = newEmail();
        await server.send('PUT', '/user', { email }, user.token);
        const sent = await server.sendAfterPause('POST', '/resend', { type: 'email_change', email: user.email });
        expect([sent.status, sent.body]).to.deep.equal([200, {}]);
        expect(await server.mailsTo(email)).to.have.length(2);
        // The mail of the sign-up, and both of the change.
        expect(await server.mailsTo(user.email)).to.have.length(3);
    });

    it('has the same answer for addresses that wait for nothing, or have no account', async () => {
        const { email } = await server.newUser();
        for (const type of ['signup', 'email_change']) {
            for (const address of [email, newEmail()]) {
                const before = (await server.mailsTo(address)).length;
                const answer = await server.sendAfterPause('POST', '/resend', { type, email: address });
                expect([answer.status, answer.body]).to.deep.equal([200, {}]);
                expect(await server.mailsTo(address)).to.have.length(before);
            }
        }
    });

    it('refuses what it does not send', async () => {
        for (const [body, msg] of [
            [{ email: 'a@example.com' }, 'Missing one of these types: signup, email_change, sms, phone_change'],
            [{ type: 'signup' }, 'Type provided requires an email address'],
            [{ type: 'sms' }, 'Type provided requires a phone number'],
            [{ type: 'email_change' }, 'Missing email address or phone number']
        ] as const) {
            const answer = await server.send('POST', '/resend', body);
            expect([answer.status, answer.body.error_code, answer.body.msg]).to.deep.equal([
                400,
                'validation_failed',
                msg
            ]);
        }
    });
});
