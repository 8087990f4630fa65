// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, newChallenge, newEmail } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('signing up with a mail', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('needs the link or the code of the mail before the first sign-in', async () => {
        const email = newEmail();
        const password = 'correct horse 1';
        const signedUp = await server.send('POST', '/signup', { email: email.toUpperCase(), password });
        expect(signedUp.status).to.equal(200);
        expect(signedUp.body).to.include({ email, aud: 'authenticated', role: 'authenticated' });
        expect(signedUp.body.identities).to.have.length(1);
        expect(signedUp.body).not.to.have.any.keys('access_token', 'email_confirmed_at');

        const early = await server.send('POST', '/token?grant_type=password', { email, password });
        expect([early.status, early.body.error_code]).to.deep.equal([400, 'email_not_confirmed']);
        const wrong = await server.send('POST', '/token?grant_type=password', { email, password: 'wrong' });
        expect([wrong.status, wrong.body.error_code]).to.deep.equal([400, 'invalid_credentials']);

        const { code } = await server.mailTo(email);
        const verified = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect(verified.status).to.equal(200);
        expect(verified.body.user).to.include({ email });
        expect(verified.body.user.user_metadata.email_verified).to.equal(true);
        const user = await server.send('GET', '/user', undefined, verified.body.access_token);
        expect(user.body.email_confirmed_at).to.be.a('string');
        expect((await server.send('POST', '/token?grant_type=password', { email, password })).status).to.equal(200);
    });

    it('answers a known address like a new one, and sends it no mail', async () => {
        const { email } = await server.newUser();
        const before = (await server.mailsTo(email)).length;
        const data = { color: 'blue' };
        const again = await server.sendAfterPause('POST', '/signup', { email, password: 'another horse 1', data });
        expect(again.status).to.equal(200);
        expect(again.body).to.deep.include({ email, role: '', identities: [], user_metadata: data });
        expect(again.body).not.to.have.any.keys('access_token', 'email_confirmed_at', 'last_sign_in_at');
        expect((await server.mailsTo(email)).length).to.equal(before);
    });

    it('sends the mail again to an address that waits, and only the newest code counts', async () => {
        const email = newEmail();
        const first = await server.send('POST', '/signup', { email, password: 'correct horse 1' });
        const old = await server.mailTo(email);
        const second = await server.sendAfterPause('POST', '/signup', { email, password: 'another horse 1' });
        expect([second.status, second.body.id]).to.deep.equal([200, first.body.id]);
        const refused = await server.send('POST', '/verify', { type: 'signup', email, token: old.code });
        expect([refused.status, refused.body.error_code]).to.deep.equal([403, 'otp_expired']);
        const { code } = await server.mailTo(email);
        expect((await server.send('POST', '/verify', { type: 'signup', email, token: code })).status).to.equal(200);
        // Whoever signed up second did not get the mail, so the first password stays.
        const token = '/token?grant_type=password';
        expect((await server.send('POST', token, { email, password: 'another horse 1' })).status).to.equal(400);
        expect((await server.send('POST', token, { email, password: 'correct horse 1' })).status).to.equal(200);
    });

    it('says 429 only about the mail that was sent a moment ago', async () => {
        const email = newEmail();
        await server.send('POST', '/signup', { email, password: 'correct horse 1' });
        const again = await server.send('POST', '/signup', { email, password: 'correct horse 1' });
        expect([again.status, again.body.error_code]).to.deep.equal([429, 'over_email_send_rate_limit']);
        expect(again.body.msg).to.match(/^For security purposes, you can only request this after \d+ seconds\.$/);
    });

    it('names the rules that a password breaks', async () => {
        const email = newEmail();
        const weak = await server.send('POST', '/signup', { email, password: 'short' });
        expect([weak.status, weak.body]).to.deep.equal([
            422,
            {
                code: 422,
                error_code: 'weak_password',
                msg: 'Password should be at least 8 characters.',
                weak_password: { reasons: ['length'] }
            }
        ]);
        const none = await server.send('POST', '/signup', { email });
        expect([none.status, none.body.msg]).to.deep.equal([400, 'Signup requires a valid password']);
    });

    it('counts the bytes of a password', async () => {
        const signUp = async (password: string): Promise<unknown[]> => {
            const { status, body } = await server.send('POST', '/signup', { email: newEmail(), password });
            return [status, body.msg];
        };
        const long = 'Password cannot be longer than 72 characters';
        expect(await signUp('éééé')).to.deep.equal([200, undefined]);
        expect(await signUp('ééé')).to.deep.equal([422, 'Password should be at least 8 characters.']);
        expect(await signUp('é'.repeat(36))).to.deep.equal([200, undefined]);
        expect(await signUp('é'.repeat(37))).to.deep.equal([400, long]);
    });

    it('refuses what is no address, in the same words everywhere', async () => {
        const email = 'nobody';
        const invalid = [400, 'Unable to validate email address: invalid format'];
        for (const [path, body, expected] of [
            ['/signup', { password: 'correct horse 1' }, invalid],
            ['/otp', {}, invalid],
            ['/otp', { create_user: false }, [422, 'Signups not allowed for otp']],
            ['/magiclink', {}, invalid],
            ['/recover', {}, invalid],
            ['/resend', { type: 'signup' }, invalid],
            ['/verify', { type: 'email', token: '123456' }, [422, 'Invalid email format']]
        ] as const) {
            const { status, body: answer } = await server.send('POST', path, { email, ...body });
            expect([path, status, answer.msg]).to.deep.equal([path, ...expected]);
        }
    });

    it('leads with PKCE to a code for the program that signed up', async () => {
        const email = newEmail();
        const { verifier, ...challenge } = newChallenge();
        const redirect = encodeURIComponent('http://127.0.0.1:3000/welcome?a=1');
        await server.send('POST', `/signup?redirect_to=${redirect}`, {
            email,
            password: 'correct horse 1',
            ...challenge
        });
        const opened = await server.send('GET', (await server.mailTo(email)).link);
        expect(opened.status).to.equal(303);
        expect(opened.location.href).to.match(/^http:\/\/127\.0\.0\.1:3000\/welcome\?a=1&code=[\w-]+$/);
        const exchange = (code_verifier: string): ReturnType<AuthServer['send']> =>
            server.send('POST', '/token?grant_type=pkce', {
                auth_code: opened.location.searchParams.get('code'),
                code_verifier
            });
        const stolen = await exchange(newChallenge().verifier);
        expect([stolen.status, stolen.body.error_code]).to.deep.equal([400, 'bad_code_verifier']);
        const session = await exchange(verifier);
        expect([session.status, session.body.user.email]).to.deep.equal([200, email]);
        const again = await exchange(verifier);
        expect([again.status, again.body.error_code]).to.deep.equal([404, 'flow_state_not_found']);
    });

    it('refuses a challenge that is not one of PKCE', async () => {
        const { code_challenge } = newChallenge();
        for (const [challenge, message] of [
            [{ code_challenge }, 'PKCE flow requires code_challenge_method and code_challenge'],
            [
                { code_challenge: 'short', code_challenge_method: 's256' },
                'code challenge has to be between 43 and 128 characters'
            ]
        ] as const) {
            for (const path of ['/signup', '/otp', '/magiclink', '/recover']) {
                const body = { email: newEmail(), password: 'correct horse 1', ...challenge };
                const answer = await server.send('POST', path, body);
                expect([path, answer.status, answer.body.msg]).to.deep.equal([path, 400, message]);
            }
        }
    });
});
