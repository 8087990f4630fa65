// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, newEmail } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('verifying a code', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    it('accepts the token of a link, with its type', async () => {
        const { email, id } = await server.newUser();
        await server.send('POST', '/otp', { email });
        const token_hash = new URL((await server.mailTo(email)).link).searchParams.get('token');
        const wrong = await server.send('POST', '/verify', { type: 'signup', token_hash });
        expect([wrong.status, wrong.body]).to.deep.equal([
            403,
            { code: 403, error_code: 'otp_expired', msg: 'Email link is invalid or has expired' }
        ]);
        const verified = await server.send('POST', '/verify', { type: 'email', token_hash });
        expect([verified.status, verified.body.user.id]).to.deep.equal([200, id]);
    });

    it('does not use up a link that somebody only looks at', async () => {
        const { email, id } = await server.newUser();
        await server.send('POST', '/otp', { email });
        const { code, link } = await server.mailTo(email);
        expect((await server.send('HEAD', link)).status).to.equal(405);
        const verified = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect([verified.status, verified.body.user.id]).to.deep.equal([200, id]);
    });

    it('refuses a code of another address, and of another type', async () => {
        const [ada, bob] = [await server.newUser(), await server.newUser()];
        await server.send('POST', '/recover', { email: ada.email });
        const { code: token } = await server.mailTo(ada.email);
        for (const body of [
            { type: 'recovery', email: bob.email, token },
            { type: 'recovery', email: newEmail(), token },
            { type: 'signup', email: ada.email, token },
            { type: 'email_change', email: ada.email, token }
        ]) {
            const answer = await server.send('POST', '/verify', body);
            expect([answer.status, answer.body.error_code]).to.deep.equal([403, 'otp_expired']);
        }
    });

    it('counts once, also for two requests at the same time', async () => {
        const { email } = await server.newUser();
        await server.send('POST', '/otp', { email });
        const { code: token } = await server.mailTo(email);
        const answers = await Promise.all(
            [1, 2, 3].map(() => server.send('POST', '/verify', { type: 'email', email, token }))
        );
        const successes = answers.filter(({ status }) => status === 200).length;
        // Supabase's own server lets some of them in.
        expect(successes).to.satisfy((number: number) => (tested.isOwn ? number === 1 : number >= 1));
    });

    it('refuses requests that name no code, or two', async () => {
        const token_hash = 'x'.repeat(56);
        for (const [body, msg] of [
            [{}, 'Verify requires a verification type'],
            [{ type: 'email' }, 'Verify requires either a token or a token hash'],
            [{ type: 'email', token: '123456', token_hash }, 'Verify requires either a token or a token hash'],
            [{ type: 'email', email: 'a@example.com', token_hash }, 'Only the token_hash and type should be provided'],
            [{ type: 'email', token: '123456' }, 'Only an email address or phone number should be provided on verify'],
            [{ type: 'nonsense', token_hash }, 'Invalid email verification type']
        ] as const) {
            const answer = await server.send('POST', '/verify', body);
            expect([answer.status, answer.body.error_code, answer.body.msg]).to.deep.equal([
                400,
                'validation_failed',
                msg
            ]);
        }
        for (const [query, msg] of [
            ['token=x', 'Verify requires a verification type'],
            ['type=signup', 'Verify requires a token or a token hash']
        ] as const) {
            const answer = await server.send('GET', `/verify?${query}`);
            expect([answer.status, answer.body.msg]).to.deep.equal([400, msg]);
        }
    });

    // Supabase's own server limits them by network, if its proxy names the network.
    if (tested.isOwn) {
        it('limits wrong codes for an address', async () => {
            const { email, id } = await server.newUser();
            await server.send('POST', '/otp', { email });
            const { code } = await server.mailTo(email);
            const wrong = code === '000000' ? '111111' : '000000';
            const attempt = (token: string): ReturnType<AuthServer['send']> =>
                server.send('POST', '/verify', { type: 'email', email, token });
            const answers = await Promise.all(Array.from({ length: 40 }, () => attempt(wrong)));
            expect(answers.filter(({ status }) => status === 403)).to.have.length(30);
            const limited = await attempt(code);
            expect([limited.status, limited.body]).to.deep.equal([
                429,
                { code: 429, error_code: 'over_request_rate_limit', msg: 'Request rate limit reached' }
            ]);
            // The link has no address to guess for, so it still works.
            const opened = await server.send('GET', (await server.mailTo(email)).link);
            expect(opened.location.hash).to.include('access_token');
            const other = await server.newUser();
            expect(other.id).not.to.equal(id);
        });
    }
});
