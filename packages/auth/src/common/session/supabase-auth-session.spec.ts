// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { Network, SessionWindows } from '../../browser/test/session-windows';
import { SignInError } from '../sign-in/sign-in-error';

describe('SupabaseAuthSession', function () {
    let windows: SessionWindows;

    before(async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
    });

    afterEach(() => windows.close());

    async function failure(work: Promise<unknown>): Promise<SignInError> {
        const error = await work.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(SignInError);
        return error as SignInError;
    }

    describe('sign-in and sign-up', () => {
        it('signs up a new user and returns a token that the server accepts [FR-001]', async () => {
            const { session, changes, email } = await windows.openSignedIn();
            expect(session.user?.email).to.equal(email);
            expect(changes).to.deep.equal(['signed-in']);
            expect(await windows.accepted(await session.accessToken())).to.equal(true);
        });

        it('signs in the same user on another machine [FR-001]', async () => {
            const { session, email } = await windows.openSignedIn();
            const elsewhere = await windows.open();
            await elsewhere.signIn.withPassword(email, SessionWindows.password);
            expect(elsewhere.session.user).to.deep.equal(session.user);
        });

        it('reports a wrong password and an unknown user with the same message', async () => {
            const { email } = await windows.openSignedIn();
            const { changes, signIn } = await windows.open();
            const wrong = await failure(signIn.withPassword(email, 'wrong password'));
            const unknown = await failure(signIn.withPassword(windows.newEmail(), SessionWindows.password));
            expect(wrong).to.include({ failure: 'wrong-credentials', field: 'password' });
            expect(unknown.message).to.equal(wrong.message);
            expect(changes).to.deep.equal([]);
        });

        it('rejects the sign-up of a user who has an account', async () => {
            const { email } = await windows.openSignedIn();
            const { signIn } = await windows.open();
            expect(await failure(signIn.signUp(email, SessionWindows.password))).to.include({
                failure: 'already-registered'
            });
        });

        it('reports why a password is too weak', async () => {
            const { signIn } = await windows.open();
            const weak = await failure(signIn.signUp(windows.newEmail(), 'abc'));
            expect(weak).to.include({ failure: 'weak-password', field: 'password' });
            expect(weak.message).to.match(/at least \d+ characters/);
        });

        it('names the host that it cannot reach [FR-087]', async () => {
            const { signIn } = await windows.open(undefined, Network.cut());
            const unreachable = await failure(signIn.withPassword('ada@example.org', SessionWindows.password));
            expect(unreachable.failure).to.equal('unreachable');
            expect(unreachable.message).to.contain(new URL(windows.configuration.supabaseUrl).host);
        });

        it('signs in no user when it is canceled', async () => {
            const { email } = await windows.openSignedIn();
            const { session, vault, signIn } = await windows.open();
            const attempt = new AbortController();
            const signingIn = failure(signIn.withPassword(email, SessionWindows.password, attempt.signal));
            attempt.abort();
            expect((await signingIn).failure).to.equal('canceled');
            expect(session.user).to.equal(undefined);
            expect(await windows.stored(vault)).to.equal(undefined);
        });

        it('requests the sign-in methods of the server [FR-006]', async () => {
            const { signIn } = await windows.open();
            expect(await signIn.settings()).to.include({ offersEmail: true, offersSignUp: true, offersSaml: false });
        });

        for (const [what, response] of [
            ['a web page', () => new Response('<html>Hello</html>', { headers: { 'content-type': 'text/html' } })],
            ['other JSON', () => Response.json({ hello: 'world' })],
            ['a path that does not exist', () => new Response('Not Found', { status: 404 })],
            ['a code of its own', () => Response.json({ code: 'PGRST125', message: 'Invalid path' }, { status: 404 })]
        ] as const) {
            it(`reports that a server is not an auth server: ${what}`, async () => {
                const { signIn } = await windows.open(undefined, Network.behind(response));
                expect((await failure(signIn.settings())).failure).to.equal('not-an-auth-server');
            });
        }
    });

    describe('sign-out', () => {
        it('clears the vault and ends the session on the server [FR-012]', async () => {
            const { session, vault, changes } = await windows.openSignedIn();
            const token = await session.accessToken();
            const refreshToken = (await windows.stored(vault))?.['refresh_token'];
            expect(await session.signOut()).to.deep.equal({ revoked: true });
            expect(changes).to.deep.equal(['signed-in', 'signed-out']);
            expect(await windows.stored(vault)).to.equal(undefined);
            expect(await windows.accepted(token)).to.equal(false);
            const response = await fetch(
                `${windows.configuration.supabaseUrl}/auth/v1/token?grant_type=refresh_token`,
                {
                    method: 'POST',
                    headers: { apikey: windows.configuration.supabaseAnonKey, 'content-type': 'application/json' },
                    body: JSON.stringify({ refresh_token: refreshToken })
                }
            );
            expect(response.status).to.equal(400);
        });

        it('does not affect sessions on other machines', async () => {
            const { session, email } = await windows.openSignedIn();
            const elsewhere = await windows.open();
            await elsewhere.signIn.withPassword(email, SessionWindows.password);
            await session.signOut();
            expect(await windows.accepted(await elsewhere.session.accessToken())).to.equal(true);
        });

        it('lets another user sign in afterwards', async () => {
            const { session, changes, signIn } = await windows.openSignedIn();
            await session.signOut();
            const email = windows.newEmail();
            await signIn.signUp(email, SessionWindows.password);
            expect(session.user?.email).to.equal(email);
            expect(changes).to.deep.equal(['signed-in', 'signed-out', 'signed-in']);
        });
    });

    it('publishes a token that is renewed while the window is open [FR-013]', async () => {
        const { session, vault, changes } = await windows.openSignedIn();
        await windows.age(vault);
        expect(await windows.accepted(await session.accessToken())).to.equal(true);
        expect(changes).to.deep.equal(['signed-in', 'token-refreshed']);
    });

    it('renews a token once for concurrent callers [FR-013]', async () => {
        const { session, vault, network } = await windows.openSignedIn();
        await windows.age(vault);
        const tokens = await Promise.all(Array.from({ length: 20 }, () => session.accessToken()));
        expect(new Set(tokens).size).to.equal(1);
        expect(network.requests.filter(url => url.includes('refresh_token'))).to.have.lengthOf(1);
    });

    it('publishes that the session expired when the server refuses to renew it', async () => {
        const { session, vault, changes } = await windows.openSignedIn();
        await windows.alter(vault, { expires_at: 1, refresh_token: 'invalid' });
        expect(await session.accessToken()).to.equal(null);
        expect(changes).to.deep.equal(['signed-in', 'expired']);
    });
});
