// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { gitHubStandIn } from '../../stand-ins/github.js';
import type { Person } from '../../stand-ins/oauth-server.js';
import { openIdStandIn } from '../../stand-ins/openid.js';
import { type Answer, type AuthServer, authServerOf, newChallenge, newEmail } from '../../test/auth-server.js';
import { describeLaunchedAuth, type LaunchedServer } from '../../test/describe-auth.js';

interface AnsweredIdentity {
    readonly identity_id: string;
    readonly provider: string;
    readonly email?: string;
}

describeLaunchedAuth('linking an identity provider', tested => {
    const github = gitHubStandIn();
    const google = openIdStandIn('https://accounts.google.com');
    const redirect_to = 'http://127.0.0.1:3000/editor';
    let cloud: LaunchedServer;
    let server: AuthServer;
    before(async () => {
        await Promise.all([github.listen(), google.listen()]);
        const providers = { github: github.url, google: google.url };
        cloud = await tested.launch({ confirmEmails: true, providers });
        server = authServerOf(cloud.ready);
    });
    after(async () => {
        await cloud.stop();
        await Promise.all([github.close(), google.close()]);
    });

    let number = 0;
    const newPerson = (email = newEmail(), verified = true): Person => ({
        id: String(++number),
        name: 'Ada',
        email,
        verified
    });

    function begin(token: string, query: Readonly<Record<string, string>>): Promise<Answer> {
        const parameters = new URLSearchParams({ redirect_to, skip_http_redirect: 'true', ...query });
        return server.send('GET', `/user/identities/authorize?${parameters.toString()}`, undefined, token);
    }

    /** Goes where a browser goes, from the address of a provider, and returns where it ends. */
    async function follow(address: string): Promise<URL> {
        let location = new URL(address);
        for (let step = 0; step < 3 && !location.href.startsWith('http://127.0.0.1:3000'); step++) {
            ({ location } = await server.send('GET', location.href));
        }
        return location;
    }

    /** Links a provider as the IDE does. Returns where the browser ends, and the verifier. */
    async function link(token: string, provider: string): Promise<{ location: URL; verifier: string }> {
        const { verifier, ...challenge } = newChallenge();
        const { body } = await begin(token, { provider, ...challenge });
        return { location: await follow((body as unknown as { url: string }).url), verifier };
    }

    async function identitiesOf(token: string): Promise<readonly AnsweredIdentity[]> {
        const { body } = await server.send('GET', '/user', undefined, token);
        return body.identities as readonly AnsweredIdentity[];
    }

    async function unlink(token: string, provider: string): Promise<Answer> {
        const identity = (await identitiesOf(token)).find(each => each.provider === provider);
        return server.send('DELETE', `/user/identities/${identity?.identity_id}`, undefined, token);
    }

    // Supabase's own server leaves the person at an answer for programs.
    if (tested.isOwn) {
        it('leads back also if the user was deleted meanwhile', async () => {
            const { token, id } = await server.newUser();
            github.person = newPerson();
            const { body } = await begin(token, { provider: 'github', ...newChallenge() });
            await server.query('delete from auth.users where id = $1', id);
            const location = await follow((body as unknown as { url: string }).url);
            expect(location.href.split('?')[0]).to.equal(redirect_to);
            expect(location.searchParams.has('error')).to.equal(true);
        });
    }

    // Supabase's own server has Google's address in its code.
    const providers = [['github', github] as const, ...(tested.isOwn ? [['google', google] as const] : [])];
    for (const [name, provider] of providers) {
        it(`gives the user another way in, with another email, and leads with PKCE to a code: ${name}`, async () => {
            const user = await server.newUser();
            provider.person = newPerson();
            const { location, verifier } = await link(user.token, name);
            expect(`${location.origin}${location.pathname}`).to.equal(redirect_to);
            const exchange = await server.send('POST', '/token?grant_type=pkce', {
                auth_code: location.searchParams.get('code'),
                code_verifier: verifier
            });
            expect([exchange.status, exchange.body.user?.id]).to.deep.equal([200, user.id]);
            expect(exchange.body.user?.email).to.equal(user.email);
            const identities = await identitiesOf(user.token);
            expect(identities.map(each => [each.provider, each.email])).to.deep.equal([
                ['email', user.email],
                [name, provider.person?.email]
            ]);
        });
    }

    it('lets the user sign in with the provider from then on, and no more after unlinking', async () => {
        const user = await server.newUser();
        github.person = newPerson();
        await link(user.token, 'github');
        const signIn = async (): Promise<string | undefined> => {
            const { verifier, ...challenge } = newChallenge();
            const query = new URLSearchParams({ provider: 'github', redirect_to, ...challenge });
            const location = await follow(`${cloud.ready.supabaseUrl}/auth/v1/authorize?${query.toString()}`);
            const auth_code = location.searchParams.get('code');
            const answer = await server.send('POST', '/token?grant_type=pkce', { auth_code, code_verifier: verifier });
            return answer.body.user?.id;
        };
        expect(await signIn()).to.equal(user.id);
        const answer = await unlink(user.token, 'github');
        expect([answer.status, answer.body]).to.deep.equal([200, {}]);
        expect((await identitiesOf(user.token)).map(({ provider }) => provider)).to.deep.equal(['email']);
        expect(await signIn())
            .to.be.a('string')
            .and.not.to.equal(user.id);
    });

    it('refuses an identity that is linked already, and says whether to another user', async () => {
        const [ada, bob] = [await server.newUser(), await server.newUser()];
        github.person = newPerson();
        await link(ada.token, 'github');
        for (const [{ token }, sentence] of [
            [ada, 'Identity is already linked'],
            [bob, 'Identity is already linked to another user']
        ] as const) {
            const { location } = await link(token, 'github');
            expect(`${location.origin}${location.pathname}`).to.equal(redirect_to);
            for (const values of [location.searchParams, new URLSearchParams(location.hash.slice(1))]) {
                expect(values.get('error_code')).to.equal('identity_already_exists');
                expect(values.get('error')).to.equal('server_error');
                expect(values.get('error_description')).to.equal(sentence);
            }
        }
        expect(await identitiesOf(bob.token)).to.have.lengthOf(1);
    });

    it('says that the person denied the consent', async () => {
        const { token } = await server.newUser();
        github.person = undefined;
        const { location } = await link(token, 'github');
        expect(location.searchParams.get('error')).to.equal('access_denied');
        expect(await identitiesOf(token)).to.have.lengthOf(1);
    });

    it('takes five minutes at most, and links once', async () => {
        const { token } = await server.newUser();
        github.person = newPerson();
        const { body } = await begin(token, { provider: 'github', ...newChallenge() });
        const { url } = body as unknown as { url: string };
        await server.query("update auth.flow_state set created_at = now() - interval '6 minutes'");
        expect((await follow(url)).searchParams.get('error_code')).to.equal('bad_oauth_state');
        expect(await identitiesOf(token)).to.have.lengthOf(1);

        const again = (await begin(token, { provider: 'github', ...newChallenge() })).body as unknown as {
            url: string;
        };
        const { location: back } = await server.send('GET', again.url);
        expect((await server.send('GET', back.href)).location.searchParams.has('code')).to.equal(true);
        const { location } = await server.send('GET', back.href);
        expect(location.searchParams.get('error_code')).to.equal('flow_state_already_used');
    });

    it('needs a user, a challenge of PKCE that is valid, and a provider that is on offer', async () => {
        expect((await server.send('GET', '/user/identities/authorize?provider=github')).status).to.equal(401);
        const { token } = await server.newUser();
        const answers = [
            await begin(token, { provider: 'gitlab' }),
            await begin(token, { provider: 'github', code_challenge: 'short', code_challenge_method: 's256' })
        ];
        expect(answers.map(({ status, body }) => [status, body.error_code])).to.deep.equal([
            [400, 'validation_failed'],
            [400, 'validation_failed']
        ]);
    });

    it('leads to a session in the fragment without PKCE', async () => {
        const user = await server.newUser();
        github.person = newPerson();
        const { body } = await begin(user.token, { provider: 'github' });
        const location = await follow((body as unknown as { url: string }).url);
        const token = new URLSearchParams(location.hash.slice(1)).get('access_token') ?? '';
        expect((await server.send('GET', '/user', undefined, token)).body.id).to.equal(user.id);
    });

    describe('unlinking', () => {
        it('refuses the last way in, an unknown one, and that of another user', async () => {
            const [ada, bob] = [await server.newUser(), await server.newUser()];
            const last = await unlink(ada.token, 'email');
            expect([last.status, last.body.error_code, last.body.msg]).to.deep.equal([
                422,
                'single_identity_not_deletable',
                'User must have at least 1 identity after unlinking'
            ]);
            github.person = newPerson();
            await link(ada.token, 'github');
            const [identity] = await identitiesOf(bob.token);
            for (const id of [crypto.randomUUID(), identity?.identity_id]) {
                const answer = await server.send('DELETE', `/user/identities/${id}`, undefined, ada.token);
                expect([answer.status, answer.body.error_code]).to.deep.equal([422, 'identity_not_found']);
            }
            const malformed = await server.send('DELETE', '/user/identities/1', undefined, ada.token);
            expect([malformed.status, malformed.body.error_code]).to.deep.equal([404, 'validation_failed']);
            expect((await server.send('DELETE', `/user/identities/${identity?.identity_id}`)).status).to.equal(401);
        });

        it('gives the user the verified email of a way in that is left', async () => {
            const user = await server.newUser();
            github.person = newPerson();
            const { email } = github.person;
            await link(user.token, 'github');
            expect((await unlink(user.token, 'email')).status).to.equal(200);
            const { body } = await server.send('GET', '/user', undefined, user.token);
            expect([body.email, typeof body.email_confirmed_at]).to.deep.equal([email, 'string']);
        });

        it('refuses when the only email that is left belongs to another user', async () => {
            const [ada, bob] = [await server.newUser(), await server.newUser()];
            github.person = newPerson(bob.email);
            await link(ada.token, 'github');
            const answer = await unlink(ada.token, 'email');
            expect([answer.status, answer.body.error_code]).to.deep.equal([
                422,
                'email_conflict_identity_not_deletable'
            ]);
            expect(await identitiesOf(ada.token)).to.have.lengthOf(2);
        });
    });
});
