// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import type { SessionChange } from '@sanyam/types';
import { expect } from 'chai';
import { IDBFactory } from 'fake-indexeddb';
import { EncryptedSessionVault } from '../../browser/session/encrypted-session-vault';
import { Network, SessionWindows } from '../../browser/test/session-windows';
import type { SessionVault } from './session-vault';

describe('a stored session', function () {
    let windows: SessionWindows;

    before(async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
    });

    afterEach(() => windows.close());

    describe('in a new window', () => {
        it('restores the user without a sign-in [FR-011]', async () => {
            const { session, vault } = await windows.openSignedIn();
            const again = await windows.open(vault);
            expect(again.session.user).to.deep.equal(session.user);
            expect(again.changes).to.deep.equal(['restored']);
            expect(await windows.accepted(await again.session.accessToken())).to.equal(true);
        });

        it('renews an expired token [FR-011]', async () => {
            const { session, vault } = await windows.openSignedIn();
            const before = (await windows.stored(vault))?.['refresh_token'];
            await windows.age(vault);
            const again = await windows.open(vault);
            expect(again.session.user).to.deep.equal(session.user);
            expect((await windows.stored(vault))?.['refresh_token']).not.to.equal(before);
            expect(await windows.accepted(await again.session.accessToken())).to.equal(true);
        });

        it('renews a token that the server no longer accepts [FR-011]', async () => {
            const { session, vault } = await windows.openSignedIn();
            await windows.alter(vault, {
                access_token: `${String((await windows.stored(vault))?.['access_token']).slice(0, -4)}AAAA`
            });
            const again = await windows.open(vault);
            expect(again.session.user).to.deep.equal(session.user);
            expect(await windows.accepted(await again.session.accessToken())).to.equal(true);
        });

        it('is removed and reported as expired when the server refuses to renew it [FR-011]', async () => {
            const { vault } = await windows.openSignedIn();
            await windows.alter(vault, { expires_at: 1, refresh_token: 'invalid' });
            const { session, changes } = await windows.open(vault);
            expect(session.user).to.equal(undefined);
            expect(changes).to.deep.equal(['expired']);
            expect(await windows.stored(vault)).to.equal(undefined);
            expect(await session.accessToken()).to.equal(null);
        });

        it('is removed when it was ended on the server, even if its token has not expired [FR-011]', async () => {
            const { session, vault, email } = await windows.openSignedIn();
            const text = (await vault.getItem(windows.storageKey)) ?? '';
            await session.signOut();
            await vault.setItem(windows.storageKey, text);
            const again = await windows.open(vault);
            expect(again.changes, email).to.deep.equal(['expired']);
            expect(await windows.stored(vault)).to.equal(undefined);
        });

        it('is reported as expired when the vault cannot read it', async () => {
            const factory = new IDBFactory();
            const vault = await EncryptedSessionVault.open(factory);
            const first = await windows.open(vault);
            await first.signIn.signUp(windows.newEmail(), SessionWindows.password);
            const database = await new Promise<IDBDatabase>(resolve => {
                const opening = factory.open('sanyam-sessions');
                opening.onsuccess = () => resolve(opening.result);
            });
            await new Promise<void>(resolve => {
                const transaction = database.transaction('sessions', 'readwrite');
                transaction.objectStore('sessions').put('nonsense', windows.storageKey);
                transaction.oncomplete = () => resolve();
            });
            const { session, changes } = await windows.open(await EncryptedSessionVault.open(factory));
            expect(changes).to.deep.equal(['expired']);
            expect(session.user).to.equal(undefined);
        });
    });

    describe('whose token a server refuses', () => {
        /** Stores a token that no server accepts, and that is valid by the local clock. Returns it. */
        async function refuse(vault: SessionVault, changes: Record<string, unknown> = {}): Promise<string> {
            const token = `${String((await windows.stored(vault))?.['access_token']).slice(0, -4)}AAAA`;
            await windows.alter(vault, { ...changes, access_token: token });
            return token;
        }

        it('is renewed once, for all requests that were refused with the same token', async () => {
            const { session, vault, network, changes } = await windows.openSignedIn();
            const refused = await refuse(vault);
            const renewed = await Promise.all([1, 2, 3].map(() => session.renewToken(refused)));
            expect(new Set(renewed).size).to.equal(1);
            expect(await windows.accepted(renewed[0] ?? null)).to.equal(true);
            expect(await session.renewToken(refused)).to.equal(renewed[0]);
            expect(network.requests.filter(url => url.includes('refresh_token'))).to.have.length(1);
            expect(changes).to.deep.equal(['signed-in', 'token-refreshed']);
            expect((await windows.stored(vault))?.['access_token']).to.equal(renewed[0]);
        });

        it('is over when the server also refuses to renew it', async () => {
            const { session, vault, changes } = await windows.openSignedIn();
            const refused = await refuse(vault, { refresh_token: 'invalid' });
            expect(await session.renewToken(refused)).to.equal(null);
            expect(changes).to.deep.equal(['signed-in', 'expired']);
            expect(await session.renewToken(refused)).to.equal(null);
        });

        it('stays when it cannot be renewed now', async () => {
            const { vault } = await windows.openSignedIn();
            const refused = await refuse(vault);
            const broken = Network.behind(() => Response.json({ message: 'Internal error' }, { status: 500 }));
            const { session } = await windows.open(vault, broken);
            const error = await session.renewToken(refused).catch((reason: unknown) => reason);
            expect(error).to.include({ code: 'SERVICE_UNAVAILABLE' });
            expect(session.user).not.to.equal(undefined);
        });
    });

    describe('on a computer with another time than the server', () => {
        for (const [what, minutes] of [
            ['slow', -10],
            ['fast', 10],
            ['a day slow', -24 * 60],
            ['a day fast', 24 * 60]
        ] as const) {
            it(`expires after its lifetime by a clock that is ${what}`, async () => {
                const now = Date.now;
                Date.now = () => now() + minutes * 60_000;
                try {
                    const { session, vault, network } = await windows.openSignedIn();
                    const { expires_at, expires_in } = (await windows.stored(vault)) ?? {};
                    expect(expires_at).to.be.closeTo(Date.now() / 1000 + Number(expires_in), 60);
                    const token = await session.accessToken();
                    expect(await session.accessToken()).to.equal(token);
                    expect(network.requests.filter(url => url.includes('refresh_token'))).to.deep.equal([]);
                } finally {
                    Date.now = now;
                }
            });
        }
    });

    describe('without a connection', () => {
        it('keeps the user signed in when the server cannot be reached at start', async () => {
            const { session, vault } = await windows.openSignedIn();
            await windows.age(vault);
            const again = await windows.open(vault, Network.cut());
            expect(again.session.user).to.deep.equal(session.user);
            expect(again.changes).to.deep.equal(['restored']);
            const refusal = await again.session.accessToken().catch((error: unknown) => error);
            expect(refusal).to.include({ code: 'SERVICE_UNAVAILABLE' });
        });

        for (const [what, response] of [
            ['the login page of a network', () => new Response('<html>Log in</html>', { status: 403 })],
            ['a rate limit', () => Response.json({ message: 'Too many requests' }, { status: 429 })],
            ['a rejected API key', () => Response.json({ message: 'Invalid API key' }, { status: 401 })],
            ['a server error', () => Response.json({ message: 'Internal error' }, { status: 500 })]
        ] as const) {
            it(`keeps the user signed in despite ${what}, and works again afterwards`, async () => {
                const { session, vault } = await windows.openSignedIn();
                await windows.age(vault);
                const network = Network.behind(response);
                const again = await windows.open(vault, network);
                expect(again.session.user).to.deep.equal(session.user);
                network.inFront = undefined;
                expect(await eventually(() => again.session.accessToken())).to.be.a('string');
            });
        }

        it('is no longer offline when the server is back, also if its token has not expired', async () => {
            const { vault } = await windows.openSignedIn();
            const network = Network.cut();
            const { session } = await windows.open(vault, network);
            expect(session.status).to.equal('offline');
            const change = new Promise<SessionChange>(heard => session.onDidChange(heard));
            network.restore();
            expect((await change).kind).to.equal('online');
            expect(session.status).to.equal('signed-in');
        });

        it('is removed when a slow server refuses it after the window has opened', async () => {
            const { vault } = await windows.openSignedIn();
            await windows.alter(vault, { expires_at: 1, refresh_token: 'invalid' });
            const network = new Network();
            const { promise, resolve } = Promise.withResolvers<void>();
            network.gate = promise;
            const { session, changes } = await windows.open(vault, network);
            expect(changes).to.deep.equal(['restored']);
            const expired = new Promise<SessionChange>(heard => session.onDidChange(heard));
            resolve();
            expect(await expired).to.deep.equal({ kind: 'expired', user: undefined, end: 'revoked' });
            expect(await windows.stored(vault)).to.equal(undefined);
        });

        it('is removed by a sign-out, which reports that the server was not reached [FR-012]', async () => {
            const { session, vault, changes, network } = await windows.openSignedIn();
            network.reachable = false;
            expect(await session.signOut()).to.deep.equal({ revoked: false });
            expect(session.user).to.equal(undefined);
            expect(changes).to.deep.equal(['signed-in', 'signed-out']);
            expect(await windows.stored(vault)).to.equal(undefined);
            expect(await session.accessToken()).to.equal(null);
        });

        it('is removed by a sign-out at once, even during a renewal [FR-012]', async () => {
            const { vault } = await windows.openSignedIn();
            await windows.age(vault);
            const { session, changes } = await windows.open(vault, Network.cut());
            const signingOut = session.signOut();
            await new Promise<void>(resolve => session.onDidChange(() => resolve()));
            expect(changes).to.deep.equal(['restored', 'signed-out']);
            expect(await windows.stored(vault)).to.equal(undefined);
            await signingOut;
        });
    });
});

/** Retries until `work` succeeds. The auth client waits longer after each failure. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
        try {
            return await work();
        } catch (error) {
            if (!(error instanceof Error) || !('code' in error)) {
                throw error;
            }
        }
    }
}
