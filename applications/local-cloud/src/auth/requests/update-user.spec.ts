// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, newChallenge, newEmail } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('changing the email', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    const verify = (email: string, token: string): ReturnType<AuthServer['send']> =>
        server.send('POST', '/verify', { type: 'email_change', email, token });

    for (const first of ['old', 'new'] as const) {
        it(`needs the codes of both addresses, the ${first} one first`, async () => {
            const user = await server.newUser();
            const email = newEmail();
            const asked = await server.send('PUT', '/user', { email, data: { color: 'blue' } }, user.token);
            expect([asked.status, asked.body.email, asked.body.new_email]).to.deep.equal([200, user.email, email]);
            expect(asked.body.user_metadata.color).to.equal('blue');
            const mails = [await server.mailTo(user.email), await server.mailTo(email)];
            const codes = [
                [user.email, mails[0]?.code ?? ''],
                [email, mails[1]?.code ?? '']
            ] as const;
            const [one, two] = first === 'old' ? codes : [codes[1], codes[0]];
            const half = await verify(...one);
            expect([half.status, half.body]).to.deep.equal([
                200,
                {
                    code: '200',
                    msg: 'Confirmation link accepted. Please proceed to confirm link sent to the other email'
                }
            ]);
            const before = await server.send('GET', '/user', undefined, user.token);
            expect(before.body.email).to.equal(user.email);
            expect((await verify(...one)).status).to.equal(403);
            const done = await verify(...two);
            expect([done.status, done.body.user?.email]).to.deep.equal([200, email]);
            const signIn = (address: string): ReturnType<AuthServer['send']> =>
                server.send('POST', '/token?grant_type=password', { email: address, password: user.password });
            expect((await signIn(email)).status).to.equal(200);
            expect((await signIn(user.email)).status).to.equal(400);
        });
    }

    it('works by the links of both mails, with PKCE', async () => {
        const user = await server.newUser();
        const email = newEmail();
        const { verifier, ...challenge } = newChallenge();
        await server.send('PUT', '/user', { email, ...challenge }, user.token);
        const half = await server.send('GET', (await server.mailTo(user.email)).link);
        const message = 'Confirmation link accepted. Please proceed to confirm link sent to the other email';
        expect(half.location.searchParams.get('message')).to.equal(message);
        expect(new URLSearchParams(half.location.hash.slice(1)).get('message')).to.equal(message);
        const opened = await server.send('GET', (await server.mailTo(email)).link);
        const session = await server.send('POST', '/token?grant_type=pkce', {
            auth_code: opened.location.searchParams.get('code'),
            code_verifier: verifier
        });
        expect([session.status, session.body.user.email]).to.deep.equal([200, email]);
    });

    it('refuses the address of another account, and a token that is no session', async () => {
        const [ada, bob] = [await server.newUser(), await server.newUser()];
        const taken = await server.send('PUT', '/user', { email: bob.email }, ada.token);
        expect([taken.status, taken.body.error_code]).to.deep.equal([422, 'email_exists']);
        const nobody = await server.send('PUT', '/user', { email: newEmail() }, 'nonsense');
        expect([nobody.status, nobody.body.error_code]).to.deep.equal([403, 'bad_jwt']);
    });

    it('limits the mails', async () => {
        const { token } = await server.newUser();
        await server.send('PUT', '/user', { email: newEmail() }, token);
        const again = await server.send('PUT', '/user', { email: newEmail() }, token);
        expect([again.status, again.body.error_code]).to.deep.equal([429, 'over_email_send_rate_limit']);
    });
});

describeAuth('changing the password', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('keeps this session, and ends the codes of earlier mails', async () => {
        const { email, token } = await server.newUser();
        await server.send('POST', '/recover', { email });
        const { code } = await server.mailTo(email);
        expect((await server.send('PUT', '/user', { password: 'a new horse 2' }, token)).status).to.equal(200);
        expect((await server.send('GET', '/user', undefined, token)).status).to.equal(200);
        const old = await server.send('POST', '/verify', { type: 'recovery', email, token: code });
        expect([old.status, old.body.error_code]).to.deep.equal([403, 'otp_expired']);
    });
});

describeAuth('a user', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('has the same description in every answer, with the times in ISO 8601', async () => {
        const { email, password, token } = await server.newUser();
        await server.send('POST', '/otp', { email });
        const answers = [
            (await server.send('POST', '/token?grant_type=password', { email, password })).body.user,
            (await server.send('GET', '/user', undefined, token)).body,
            (await server.send('PUT', '/user', { data: { color: 'blue' } }, token)).body
        ];
        const times = [
            ...['confirmation_sent_at', 'confirmed_at', 'created_at', 'email_confirmed_at', 'last_sign_in_at'],
            ...['recovery_sent_at', 'updated_at']
        ];
        for (const user of answers) {
            const entries = Object.entries(user);
            const found = entries.filter(([name]) => name.endsWith('_at'));
            expect(found.map(([name]) => name).sort()).to.deep.equal(times);
            for (const [name, time] of found) {
                expect(time, name).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
            }
            const others = entries.map(([name]) => name).filter(name => !name.endsWith('_at'));
            expect(others.sort()).to.deep.equal([
                ...['app_metadata', 'aud', 'email', 'id', 'identities', 'is_anonymous', 'phone', 'role'],
                'user_metadata'
            ]);
        }
    });

    it('cannot change what the application knows of the user', async () => {
        const { token } = await server.newUser();
        const { status, body } = await server.send('PUT', '/user', { app_metadata: { tier: 'pro' } }, token);
        expect([status, body.error_code]).to.deep.equal([403, 'not_admin']);
    });
});

describeAuth('reauthentication', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('sends a code to the user', async () => {
        const { email, token } = await server.newUser();
        const sent = await server.send('GET', '/reauthenticate', undefined, token);
        expect([sent.status, sent.body]).to.deep.equal([200, {}]);
        expect((await server.mailTo(email)).code).to.match(/^\d{6}$/);
        const again = await server.send('GET', '/reauthenticate', undefined, token);
        expect([again.status, again.body.error_code]).to.deep.equal([429, 'over_email_send_rate_limit']);
        const nobody = await server.send('GET', '/reauthenticate');
        expect([nobody.status, nobody.body.error_code]).to.deep.equal([401, 'no_authorization']);
    });
});
