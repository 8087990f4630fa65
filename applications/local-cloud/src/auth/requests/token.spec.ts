// SPDX-License-Identifier: MIT

import bcrypt from 'bcryptjs';
import { expect } from 'chai';
import { type AuthServer } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('a banned user', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('does not sign in, by no way, until the ban ends', async () => {
        const { email, password, id, token, refreshToken } = await server.newUser();
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
        // Nor does a token from before do anything.
        for (const [method, path, body] of [
            ['GET', '/user'],
            ['PUT', '/user', { data: { color: 'blue' } }],
            ['GET', '/reauthenticate'],
            ['POST', '/logout']
        ] as const) {
            const answer = await server.send(method, path, body, token);
            expect([path, answer.status, answer.body]).to.deep.equal([
                path,
                403,
                { code: 403, error_code: 'user_banned', msg: 'User is banned' }
            ]);
        }
        const opened = await server.send('GET', link);
        expect(new URLSearchParams(opened.location.hash.slice(1)).get('error_code')).to.equal('user_banned');

        await server.query("update auth.users set banned_until = now() - interval '1 second' where id = $1", id);
        expect((await signIn()).status).to.equal(200);
        expect((await refresh()).status).to.equal(200);
    });
});

describeAuth('a code', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
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

describeAuth('guessing a password', tested => {
    it('is not possible beside a phone number', async () => {
        const server = await tested.shared();
        const { email, password } = await server.newUser();
        const answer = await server.send('POST', '/token?grant_type=password', { email, password, phone: '1' });
        expect([answer.status, answer.body.error_code]).to.deep.equal([400, 'validation_failed']);
    });

    // Supabase's own server limits requests by network, if its proxy names the network.
    if (tested.isOwn) {
        it('is limited for an address', async () => {
            const server = await tested.shared();
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
    }
});

describeAuth('renewing a session', tested => {
    it('works for several windows at the same time', async () => {
        const server = await tested.shared();
        const { refreshToken } = await server.newUser();
        const refresh = (refresh_token: string): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=refresh_token', { refresh_token });
        const windows = await Promise.all([1, 2, 3, 4].map(() => refresh(refreshToken)));
        expect(windows.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
        for (const { body } of windows) {
            expect((await server.send('GET', '/user', undefined, body.access_token)).status).to.equal(200);
            expect((await refresh(body.refresh_token)).status).to.equal(200);
        }
    });

    it('works for a window that is two renewals late, within the interval for reuse, and ends no session', async () => {
        const server = await tested.shared();
        const { refreshToken: first } = await server.newUser();
        const refresh = (refresh_token: string): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=refresh_token', { refresh_token });
        const second = (await refresh(first)).body.refresh_token;
        const third = (await refresh(second)).body.refresh_token;
        const late = await refresh(first);
        expect(late.status).to.equal(200);
        for (const token of [late.body.refresh_token, third]) {
            expect((await refresh(token)).status).to.equal(200);
        }
    });

    it('ends the session when an older token comes after the interval for reuse, because it may be stolen', async () => {
        const server = await tested.shared();
        const { refreshToken: first, id } = await server.newUser();
        const refresh = (refresh_token: string): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=refresh_token', { refresh_token });
        const second = (await refresh(first)).body.refresh_token;
        const third = (await refresh(second)).body.refresh_token;
        for (const token of [first, third]) {
            await server.query(
                "update auth.refresh_tokens set updated_at = now() - interval '11 seconds' where user_id::text = $1",
                id
            );
            const { status, body } = await refresh(token);
            expect([status, body.error_code]).to.deep.equal([400, 'refresh_token_already_used']);
        }
    });
});

describeAuth('a session by a password that is weaker than the rules', tested => {
    it('says so', async () => {
        const server = await tested.shared();
        const { email, password, id } = await server.newUser();
        const signIn = (word: string): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=password', { email, password: word });
        expect((await signIn(password)).body.weak_password).to.equal(null);
        await server.query(
            'update auth.users set encrypted_password = $2 where id = $1',
            id,
            bcrypt.hashSync('short', 4)
        );
        const { status, body } = await signIn('short');
        expect([status, body.weak_password]).to.deep.equal([
            200,
            { message: 'Password should be at least 8 characters.', reasons: ['length'] }
        ]);
    });
});

describeAuth('single sign-on by SAML', tested => {
    it('is off', async () => {
        const { status, body } = await (await tested.shared()).send('POST', '/sso', { domain: 'example.com' });
        expect([status, body.error_code]).to.deep.equal([404, 'saml_provider_disabled']);
    });
});

describeAuth('a phone', tested => {
    it('is no way to sign in', async () => {
        const server = await tested.shared();
        const phone = '15551234567';
        for (const [path, body, status, error_code] of [
            ['/signup', { phone, password: 'correct horse 1' }, 400, 'phone_provider_disabled'],
            ['/token?grant_type=password', { phone, password: 'correct horse 1' }, 422, 'phone_provider_disabled'],
            ['/verify', { type: 'sms', phone, token: '123456' }, 403, 'otp_expired']
        ] as const) {
            const answer = await server.send('POST', path, body);
            expect([path, answer.status, answer.body.error_code]).to.deep.equal([path, status, error_code]);
        }
    });
});

describeAuth('the way to get a token', tested => {
    it('is one that exists', async () => {
        const server = await tested.shared();
        const answer = await server.send('POST', '/token?grant_type=magic', {});
        expect([answer.status, answer.body.error_code, answer.body.msg]).to.deep.equal([
            ...[400, 'invalid_credentials', 'unsupported_grant_type']
        ]);
    });
});
