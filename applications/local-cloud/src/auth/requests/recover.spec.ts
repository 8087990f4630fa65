// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, newChallenge, newEmail } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('a forgotten password', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('is replaced after the link of a mail, which ends all other sessions', async () => {
        const { email, id, refreshToken } = await server.newUser();
        const { verifier, ...challenge } = newChallenge();
        const sent = await server.send('POST', '/recover', { email, ...challenge });
        expect([sent.status, sent.body]).to.deep.equal([200, {}]);
        const opened = await server.send('GET', (await server.mailTo(email)).link);
        const session = await server.send('POST', '/token?grant_type=pkce', {
            auth_code: opened.location.searchParams.get('code'),
            code_verifier: verifier
        });
        expect([session.status, session.body.user.id]).to.deep.equal([200, id]);
        const token = session.body.access_token;
        const weak = await server.send('PUT', '/user', { password: 'short' }, token);
        expect([weak.status, weak.body.error_code]).to.deep.equal([422, 'weak_password']);
        const same = await server.send('PUT', '/user', { password: 'correct horse 1' }, token);
        expect([same.status, same.body.error_code]).to.deep.equal([422, 'same_password']);
        expect((await server.send('PUT', '/user', { password: 'a new horse 2' }, token)).status).to.equal(200);
        const other = await server.send('POST', '/token?grant_type=refresh_token', { refresh_token: refreshToken });
        expect([other.status, other.body.error_code]).to.deep.equal([400, 'refresh_token_not_found']);
        const signedIn = await server.send('POST', '/token?grant_type=password', { email, password: 'a new horse 2' });
        expect(signedIn.status).to.equal(200);
    });

    it('is replaced after the six digits, too', async () => {
        const { email, id } = await server.newUser();
        await server.send('POST', '/recover', { email });
        const { code } = await server.mailTo(email);
        const verified = await server.send('POST', '/verify', { type: 'recovery', email, token: code });
        expect([verified.status, verified.body.user.id]).to.deep.equal([200, id]);
    });

    it('waits for the pause after a link to sign in', async () => {
        const { email } = await server.newUser();
        const statuses = [];
        for (const path of ['/otp', '/recover', '/magiclink']) {
            statuses.push((await server.send('POST', path, { email })).status);
        }
        expect(statuses).to.deep.equal([200, 429, 429]);
    });

    it('has the same answer for an address without an account, which gets no mail', async () => {
        const email = newEmail();
        const answer = await server.send('POST', '/recover', { email });
        expect([answer.status, answer.body]).to.deep.equal([200, {}]);
        expect(await server.mailsTo(email)).to.deep.equal([]);
        const none = await server.send('POST', '/recover', {});
        expect([none.status, none.body.msg]).to.deep.equal([400, 'Password recovery requires an email']);
    });
});
