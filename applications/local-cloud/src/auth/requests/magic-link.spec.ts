// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, newChallenge, newEmail } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('a link to sign in', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    for (const path of ['/otp', '/magiclink']) {
        it(`signs a known user in by its link, once: ${path}`, async () => {
            const { email, id } = await server.newUser();
            const redirect = 'http://127.0.0.1:3000/editor';
            const sent = await server.send('POST', `${path}?redirect_to=${encodeURIComponent(redirect)}`, { email });
            expect([sent.status, sent.body]).to.deep.equal([200, {}]);
            const { link } = await server.mailTo(email);
            const opened = await server.send('GET', link);
            expect(opened.status).to.equal(303);
            expect(`${opened.location.origin}${opened.location.pathname}`).to.equal(redirect);
            const values = new URLSearchParams(opened.location.hash.slice(1));
            expect([...values.keys()].sort()).to.deep.equal([
                ...['access_token', 'expires_at', 'expires_in', 'refresh_token', 'sb', 'token_type', 'type']
            ]);
            const user = await server.send('GET', '/user', undefined, values.get('access_token') ?? '');
            expect(user.body.id).to.equal(id);

            const again = await server.send('GET', link);
            expect(again.status).to.equal(303);
            expect(Object.fromEntries(new URLSearchParams(again.location.hash.slice(1)))).to.deep.equal({
                error: 'access_denied',
                error_code: 'otp_expired',
                error_description: 'Email link is invalid or has expired',
                sb: ''
            });
        });
    }

    it('signs a known user in by the six digits of the same mail, once', async () => {
        const { email, id } = await server.newUser();
        await server.send('POST', '/otp', { email, create_user: false });
        const { code } = await server.mailTo(email);
        expect(code).to.match(/^\d{6}$/);
        const wrong = await server.send('POST', '/verify', { type: 'email', email, token: '000000' });
        expect([wrong.status, wrong.body]).to.deep.equal([
            403,
            { code: 403, error_code: 'otp_expired', msg: 'Token has expired or is invalid' }
        ]);
        const verified = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect([verified.status, verified.body.user.id]).to.deep.equal([200, id]);
        const again = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect([again.status, again.body.error_code]).to.deep.equal([403, 'otp_expired']);
    });

    it('signs a new user up, with the mail that confirms the address', async () => {
        const email = newEmail();
        const sent = await server.send('POST', '/otp', { email, data: { name: 'Ada' } });
        expect([sent.status, sent.body]).to.deep.equal([200, {}]);
        const { link, code } = await server.mailTo(email);
        expect(new URL(link).searchParams.get('type')).to.equal('signup');
        const verified = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect([verified.status, verified.body.user.user_metadata.name]).to.deep.equal([200, 'Ada']);
    });

    it('refuses an unknown address if it must not sign up', async () => {
        const answer = await server.send('POST', '/otp', { email: newEmail(), create_user: false });
        expect([answer.status, answer.body]).to.deep.equal([
            422,
            { code: 422, error_code: 'otp_disabled', msg: 'Signups not allowed for otp' }
        ]);
    });

    it('leads with PKCE to a code, and its digits need no verifier', async () => {
        const { email, id } = await server.newUser();
        const { verifier, ...challenge } = newChallenge();
        await server.send('POST', '/otp', { email, ...challenge });
        const { link } = await server.mailTo(email);
        const opened = await server.send('GET', link);
        expect(opened.location.hash).to.equal('');
        const exchanged = await server.send('POST', '/token?grant_type=pkce', {
            auth_code: opened.location.searchParams.get('code'),
            code_verifier: verifier
        });
        expect([exchanged.status, exchanged.body.user.id]).to.deep.equal([200, id]);

        await server.sendAfterPause('POST', '/otp', { email, ...challenge });
        const { code } = await server.mailTo(email);
        const typed = await server.send('POST', '/verify', { type: 'magiclink', email, token: code });
        expect([typed.status, typed.body.user.id]).to.deep.equal([200, id]);
    });

    it('leads with PKCE to the error also in the query', async () => {
        const { email } = await server.newUser();
        const { code_challenge, code_challenge_method } = newChallenge();
        await server.send('POST', '/otp', { email, code_challenge, code_challenge_method });
        const { link } = await server.mailTo(email);
        await server.send('GET', link);
        const again = await server.send('GET', link);
        expect(Object.fromEntries(again.location.searchParams)).to.deep.equal({
            error: 'access_denied',
            error_code: 'otp_expired',
            error_description: 'Email link is invalid or has expired'
        });
    });

    it('leads with PKCE to an error when the program that asked is forgotten', async () => {
        const { email, id } = await server.newUser();
        const { code_challenge, code_challenge_method } = newChallenge();
        await server.send('POST', '/otp', { email, code_challenge, code_challenge_method });
        await server.query('delete from auth.flow_state where user_id = $1', id);
        const { location } = await server.send('GET', (await server.mailTo(email)).link);
        expect(Object.fromEntries(location.searchParams)).to.deep.equal({
            error: 'invalid_request',
            error_code: 'flow_state_not_found',
            error_description: 'No associated flow state found. 422: No valid flow state found for user.'
        });
        expect(location.hash).to.include('found.+422%253A+No');
    });

    it('leads back also if its token has the character NUL', async () => {
        for (const token of ['%00', 'x%00y', 'pkce_%00']) {
            const { status, location } = await server.send('GET', `/verify?type=signup&token=${token}`);
            expect([token, status, location.origin]).to.deep.equal([token, 303, 'http://127.0.0.1:3000']);
            expect(location.hash).to.include('error_code=');
        }
    });

    it('leads only to addresses on the list, and else to the site', async () => {
        for (const [asked, target] of [
            ['https://evil.example/x', 'http://127.0.0.1:3000'],
            ['http://127.0.0.1:3000.evil.example/', 'http://127.0.0.1:3000'],
            ['http://2130706433/', 'http://127.0.0.1:3000'],
            ['javascript:alert(1)', 'http://127.0.0.1:3000'],
            ['http://127.0.0.1:49152/callback', 'http://127.0.0.1:49152/callback']
        ] as const) {
            const { email } = await server.newUser();
            await server.send('POST', `/otp?redirect_to=${encodeURIComponent(asked)}`, { email });
            const { link } = await server.mailTo(email);
            expect([asked, new URL(link).searchParams.get('redirect_to')]).to.deep.equal([asked, target]);
            // The link itself cannot lead elsewhere, either.
            const changed = new URL(link);
            changed.searchParams.set('redirect_to', 'https://evil.example/');
            const opened = await server.send('GET', changed.href);
            expect(opened.location.origin).to.equal('http://127.0.0.1:3000');
        }
    });

    it('refuses requests that name no address, or a phone', async () => {
        for (const [path, body, status, msg] of [
            ['/otp', {}, 400, 'One of email or phone must be set'],
            [
                '/otp',
                { email: 'a@example.com', phone: '1' },
                400,
                'Only an email address or phone number should be provided'
            ],
            ['/otp', { phone: '15551234567' }, 400, 'Unsupported phone provider'],
            ['/magiclink', {}, 422, 'Password recovery requires an email']
        ] as const) {
            const answer = await server.send('POST', path, body);
            expect([path, answer.status, answer.body.msg]).to.deep.equal([path, status, msg]);
        }
    });
});
