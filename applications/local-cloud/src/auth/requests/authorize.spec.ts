// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { gitHubStandIn } from '../../stand-ins/github.js';
import type { Person } from '../../stand-ins/oauth-server.js';
import { openIdStandIn } from '../../stand-ins/openid.js';
import { type AuthServer, authServerOf, claimsOf, newChallenge, newEmail } from '../../test/auth-server.js';
import { describeLaunchedAuth, type LaunchedServer } from '../../test/describe-auth.js';

describeLaunchedAuth('signing in with an identity provider', tested => {
    const github = gitHubStandIn();
    const google = openIdStandIn('https://accounts.google.com');
    const azure = openIdStandIn();
    // Supabase's own server asks a server for Azure AD at other paths.
    const addresses = () => ({
        github: github.url,
        google: google.url,
        ...(tested.isOwn && { azure: azure.url })
    });
    let cloud: LaunchedServer;
    let server: AuthServer;
    before(async () => {
        await Promise.all([github.listen(), google.listen(), azure.listen()]);
        cloud = await tested.launch({ confirmEmails: true, providers: addresses() });
        server = authServerOf(cloud.ready);
    });
    after(async () => {
        await cloud.stop();
        await Promise.all([github.close(), google.close(), azure.close()]);
    });

    let number = 0;
    const newPerson = (email = newEmail()): Person => ({
        id: String(++number),
        name: 'Ada',
        email,
        verified: true
    });

    /** Goes where a browser goes, and returns where it ends. */
    async function authorize(provider: string, query: Readonly<Record<string, string>>): Promise<URL> {
        const url = new URL(`${cloud.ready.supabaseUrl}/auth/v1/authorize`);
        url.search = new URLSearchParams({ provider, ...query }).toString();
        let { location } = await server.send('GET', url.href);
        for (let step = 0; step < 3 && !location.href.startsWith('http://127.0.0.1:3000'); step++) {
            ({ location } = await server.send('GET', location.href));
        }
        return location;
    }

    // Supabase's own server has Google's address in its code.
    const others = [['google', google] as const, ['azure', azure] as const];
    const providers = [['github', github] as const, ...(tested.isOwn ? others : [])];
    for (const [name, provider] of providers) {
        it(`leads with PKCE to a code for the program that asked: ${name}`, async () => {
            provider.person = newPerson();
            const { verifier, ...challenge } = newChallenge();
            const redirect_to = 'http://127.0.0.1:3000/editor';
            const location = await authorize(name, { redirect_to, ...challenge });
            expect(`${location.origin}${location.pathname}`).to.equal(redirect_to);
            expect(location.hash).to.equal('');
            const exchange = (code_verifier: string): ReturnType<AuthServer['send']> =>
                server.send('POST', '/token?grant_type=pkce', {
                    auth_code: location.searchParams.get('code'),
                    code_verifier
                });
            expect((await exchange(newChallenge().verifier)).body.error_code).to.equal('bad_code_verifier');
            const session = await exchange(verifier);
            expect([session.status, session.body.user?.email]).to.deep.equal([200, provider.person?.email]);
            expect((await exchange(verifier)).status).to.equal(404);
            // As Supabase Auth, which does not name the provider of the session.
            const claims = claimsOf(session.body.access_token);
            expect(claims.app_metadata).to.deep.equal({ provider: name, providers: [name] });
            expect(claims.amr.map(({ method }) => method)).to.deep.equal(['oauth']);
            const renewed = await server.send('POST', '/token?grant_type=refresh_token', {
                refresh_token: session.body.refresh_token
            });
            expect(claimsOf(renewed.body.access_token).amr).to.deep.equal(claims.amr);
        });

        it(`says that the person denied the consent: ${name}`, async () => {
            provider.person = undefined;
            const { code_challenge, code_challenge_method } = newChallenge();
            const location = await authorize(name, { code_challenge, code_challenge_method });
            expect(location.searchParams.get('error')).to.equal('access_denied');
        });
    }

    for (const [name, provider] of [['github', github] as const, ...(tested.isOwn ? others.slice(1) : [])]) {
        it(`refuses a banned user: ${name}`, async () => {
            const { id, email } = await server.newUser();
            provider.person = newPerson(email);
            await server.query("update auth.users set banned_until = now() + interval '1 day' where id = $1", id);
            for (const challenge of [newChallenge(), {}]) {
                const location = await authorize(name, { redirect_to: 'http://127.0.0.1:3000/', ...challenge });
                expect(location.searchParams.get('error_code')).to.equal('user_banned');
                expect(location.searchParams.get('error')).to.equal('access_denied');
            }
        });
    }

    it('is the same user as one with the same confirmed address', async () => {
        const user = await server.newUser();
        github.person = newPerson(user.email);
        const { verifier, ...challenge } = newChallenge();
        const location = await authorize('github', challenge);
        const session = await server.send('POST', '/token?grant_type=pkce', {
            auth_code: location.searchParams.get('code'),
            code_verifier: verifier
        });
        expect([session.status, session.body.user?.id]).to.deep.equal([200, user.id]);
    });

    it('opens only after a mail if the provider has not verified the address', async () => {
        const person = newPerson();
        github.person = { ...person, verified: false };
        const refused = await authorize('github', newChallenge());
        expect(refused.searchParams.get('error_code')).to.equal('provider_email_needs_verification');
        const early = await authorize('github', newChallenge());
        expect(early.searchParams.get('error_code')).to.equal('over_email_send_rate_limit');
        const { link } = await server.mailTo(person.email);
        const opened = await server.send('GET', link);
        expect(new URLSearchParams(opened.location.hash.slice(1)).get('type')).to.equal('signup');
        expect((await authorize('github', newChallenge())).searchParams.has('code')).to.equal(true);
    });

    it('goes on with a new email, which is a way in of its own then', async () => {
        const { email } = (github.person = newPerson());
        const { verifier, ...challenge } = newChallenge();
        const auth_code = (await authorize('github', challenge)).searchParams.get('code');
        const session = await server.send('POST', '/token?grant_type=pkce', { auth_code, code_verifier: verifier });
        const address = newEmail();
        await server.send('PUT', '/user', { email: address }, session.body.access_token);
        const verify = async (to: string): ReturnType<AuthServer['send']> => {
            const { code } = await server.mailTo(to);
            return server.send('POST', '/verify', { type: 'email_change', email: to, token: code });
        };
        await verify(email);
        const { body } = await verify(address);
        expect([body.user.email, body.user.app_metadata.providers]).to.deep.equal([address, ['github', 'email']]);
        expect((await authorize('github', newChallenge())).searchParams.has('code')).to.equal(true);
    });

    it('is on offer in the settings, and other providers are not', async () => {
        const { body } = await server.send('GET', '/settings');
        const offered = Object.keys(body.external).filter(name => body.external[name]);
        expect(offered.sort()).to.deep.equal([...Object.keys(addresses()), 'email'].sort());
        const answer = await server.send('GET', '/authorize?provider=gitlab');
        expect([answer.status, answer.body.msg]).to.deep.equal([400, 'Unsupported provider: provider is not enabled']);
    });

    it('lets no request say which application asks, or where the provider leads back', async () => {
        const { token } = await server.newUser();
        const wrong = ['client_id', 'redirect_uri', 'Redirect_URI', 'response_type', 'state', 'client_secret'];
        const query = wrong.map(name => `${name}=http://evil.example/`).join('&');
        for (const [provider] of providers) {
            const path = `authorize?provider=${provider}&login_hint=ada&${query}`;
            for (const [to, caller] of [[`/${path}`], [`/user/identities/${path}`, token]] as const) {
                const { location } = await server.send('GET', to, undefined, caller);
                expect(location.href, to).not.to.include('evil.example');
                expect(location.searchParams.get('client_id'), to).to.equal('sanyam');
                expect(location.searchParams.get('redirect_uri'), to).to.match(/\/callback$/);
            }
        }
    });

    if (tested.isOwn) {
        it('signs a person in for the first time in several windows at once, as one user', async () => {
            azure.person = newPerson();
            const windows = await Promise.all(Array.from({ length: 8 }, () => authorize('azure', newChallenge())));
            expect(windows.map(({ searchParams }) => searchParams.has('code'))).to.deep.equal(Array(8).fill(true));
        });
    }

    it('refuses a state that it does not know', async () => {
        const url = `${cloud.ready.supabaseUrl}/auth/v1/callback?code=x&state=${crypto.randomUUID()}`;
        const { location } = await server.send('GET', url);
        expect(location.searchParams.get('error_code')).to.equal('bad_oauth_state');
    });

    it('leads back also if the query has the character NUL', async () => {
        const root = `${cloud.ready.supabaseUrl}/auth/v1`;
        const { location } = await server.send('GET', `${root}/callback?code=x&state=a%00`);
        expect(location.href).to.match(/^http:\/\/127\.0\.0\.1:3000/);
        expect(location.searchParams.get('error_code')).to.equal('bad_oauth_state');
        for (const [provider] of providers) {
            const path = `authorize?provider=${provider}&redirect_to=http://127.0.0.1:3000/%00`;
            const { status } = await server.send('GET', `${root}/${path}`);
            expect([provider, status]).to.deep.equal([provider, 302]);
        }
    });
});
