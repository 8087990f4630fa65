// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, isOtherServer, testAuthServer } from '../../test/auth-server.js';

describe('a banned user', () => {
    let server: AuthServer;
    before(async () => {
        server = await testAuthServer();
    });

    it('does not sign in, by no way, until the ban ends', async () => {
        const { email, password, id, refreshToken } = await server.newUser();
        await server.send('POST', '/otp', { email });
        const { code, link } = await server.mailTo(email);
        await server.query("update auth.users set banned_until = now() + interval '1 day' where id = $1", id);
        const signIn = (): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=password', { email, password });
        const refresh = (): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=refresh_token', { refresh_token: refreshToken });
        const banned = await signIn();
        expect([banned.status, banned.body]).to.deep.equal([
            400,
            { code: 400, error_code: 'user_banned', msg: 'User is banned' }
        ]);
        const refreshed = await refresh();
        expect([refreshed.status, refreshed.body.error_code, refreshed.body.msg]).to.deep.equal([
            ...[400, 'user_banned', 'Invalid Refresh Token: User Banned']
        ]);
        const typed = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect([typed.status, typed.body.error_code]).to.deep.equal([403, 'user_banned']);
        const opened = await server.send('GET', link);
        expect(new URLSearchParams(opened.location.hash.slice(1)).get('error_code')).to.equal('user_banned');

        await server.query("update auth.users set banned_until = now() - interval '1 second' where id = $1", id);
        expect((await signIn()).status).to.equal(200);
        expect((await refresh()).status).to.equal(200);
    });
});

describe('a code', () => {
    let server: AuthServer;
    before(async () => {
        server = await testAuthServer();
    });

    it('expires after an hour', async () => {
        const { email, id } = await server.newUser();
        await server.send('POST', '/otp', { email });
        const { code, link } = await server.mailTo(email);
        await server.query("update auth.users set recovery_sent_at = now() - interval '61 minutes' where id = $1", id);
        const typed = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect([typed.status, typed.body.error_code]).to.deep.equal([403, 'otp_expired']);
        const opened = await server.send('GET', link);
        expect(new URLSearchParams(opened.location.hash.slice(1)).get('error_code')).to.equal('otp_expired');
        await server.query("update auth.users set recovery_sent_at = now() - interval '59 minutes' where id = $1", id);
        expect((await server.send('POST', '/verify', { type: 'email', email, token: code })).status).to.equal(200);
    });
});

describe('guessing a password', () => {
    it('is not possible beside a phone number', async () => {
        const server = await testAuthServer();
        const { email, password } = await server.newUser();
        const answer = await server.send('POST', '/token?grant_type=password', { email, password, phone: '1' });
        expect([answer.status, answer.body.error_code]).to.deep.equal([400, 'validation_failed']);
    });

    it('is limited for an address', async function () {
        if (isOtherServer()) {
            // It limits requests by network, if its proxy names the network.
            this.skip();
        }
        const server = await testAuthServer();
        const { email, password } = await server.newUser();
        const other = await server.newUser();
        const attempt = (word: string): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=password', { email, password: word });
        for (let number = 0; number < 30; number++) {
            const { status, body } = await attempt('wrong');
            expect([status, body.error_code]).to.deep.equal([400, 'invalid_credentials']);
        }
        const limited = await attempt(password);
        expect([limited.status, limited.body.error_code]).to.deep.equal([429, 'over_request_rate_limit']);
        const free = await server.send('POST', '/token?grant_type=password', { email: other.email, password });
        expect(free.status).to.equal(200);
    });
});

describe('the way to get a token', () => {
    it('is one that exists', async () => {
        const server = await testAuthServer();
        const answer = await server.send('POST', '/token?grant_type=magic', {});
        expect([answer.status, answer.body.error_code, answer.body.msg]).to.deep.equal([
            ...[400, 'invalid_credentials', 'unsupported_grant_type']
        ]);
    });
});
