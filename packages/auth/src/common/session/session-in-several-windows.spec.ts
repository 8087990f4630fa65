// SPDX-License-Identifier: MIT

import { Publisher } from '@sanyam/types';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { enableBrowserGlobals } from '../../browser/test/browser-globals';
import { type Network, SessionWindows } from '../../browser/test/session-windows';
import { MemorySessionVault } from './memory-session-vault';
import type { SessionVault } from './session-vault';

/** Returns how often the session was renewed over these networks. */
function renewals(...networks: readonly Network[]): number {
    return networks.flatMap(({ requests }) => requests).filter(address => address.includes('=refresh_token')).length;
}

/** Returns one vault for two windows, in which each hears of what the other one writes, as on the desktop. */
function tellingVaults(): readonly [SessionVault, SessionVault] {
    const vault = new MemorySessionVault();
    const [first, second] = [new Publisher<string>(), new Publisher<string>()];
    const open = (heard: Publisher<string>, others: Publisher<string>): SessionVault => ({
        onDidDiscard: vault.onDidDiscard,
        onDidChange: heard.subscribe,
        getItem: name => vault.getItem(name),
        setItem: async (name, text) => {
            await vault.setItem(name, text);
            others.publish(name);
        },
        removeItem: async name => {
            await vault.removeItem(name);
            others.publish(name);
        }
    });
    return [open(first, second), open(second, first)];
}

describe('a session in several windows', function () {
    let windows: SessionWindows;

    before(async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
    });

    afterEach(() => windows.close());

    it('is renewed once by two windows that find the token expired at the same time [FR-013]', async () => {
        const { vault, session, network } = await windows.openSignedIn();
        const other = await windows.open(vault);
        await windows.age(vault);
        const tokens = await Promise.all([session.accessToken(), other.session.accessToken()]);
        expect(renewals(network, other.network)).to.equal(1);
        for (const token of tokens) {
            expect(await windows.accepted(token)).to.equal(true);
        }
        await windows.age(vault);
        expect(await windows.accepted(await session.accessToken())).to.equal(true);
        expect(await windows.accepted(await other.session.accessToken())).to.equal(true);
    });

    it('is renewed once by two windows whose token is refused at the same time [FR-013]', async () => {
        const { vault, session, network } = await windows.openSignedIn();
        const other = await windows.open(vault);
        const refused = (await session.accessToken()) ?? '';
        const tokens = await Promise.all([session.renewToken(refused), other.session.renewToken(refused)]);
        expect(renewals(network, other.network)).to.equal(1);
        for (const token of tokens) {
            expect(await windows.accepted(token)).to.equal(true);
        }
    });

    it('stays valid while another window renews the token', async () => {
        const { vault, session, network, changes } = await windows.openSignedIn();
        await windows.age(vault);
        network.inFront = () => {
            network.inFront = undefined;
            return Response.json({ code: 400, error_code: 'refresh_token_already_used' }, { status: 400 });
        };
        expect(await windows.accepted(await session.accessToken())).to.equal(true);
        expect(changes).to.deep.equal(['signed-in', 'token-refreshed']);
    });

    // Windows notify each other only if there is a DOM.
    describe('that notify each other', () => {
        let disableBrowserGlobals: () => void;
        before(() => {
            disableBrowserGlobals = enableBrowserGlobals();
        });
        after(() => disableBrowserGlobals());

        it('reports a sign-out in another window as such, even after an earlier expiry', async () => {
            const { email, vault, session, changes } = await windows.openSignedIn();
            const other = await windows.open(vault);
            await windows.alter(vault, { expires_at: 1, refresh_token: 'invalid' });
            expect(await session.accessToken()).to.equal(null);
            await until(() => session.user === undefined && other.session.user === undefined);
            await other.signIn.withPassword(email, SessionWindows.password);
            await until(() => session.user !== undefined);
            await other.session.signOut();
            await until(() => session.user === undefined);
            expect(changes).to.deep.equal(['signed-in', 'expired', 'signed-in', 'signed-out']);
        });

        it('is reported as expired in all windows when a new window finds that the server has ended it', async () => {
            const { vault, session, changes } = await windows.openSignedIn();
            const text = (await vault.getItem(windows.storageKey)) ?? '';
            const elsewhere = await windows.open();
            await elsewhere.vault.setItem(windows.storageKey, text);
            await (await windows.open(elsewhere.vault)).session.signOut();
            const other = await windows.open(vault);
            expect(other.changes).to.deep.equal(['expired']);
            await until(() => session.user === undefined);
            expect(changes).to.deep.equal(['signed-in', 'expired']);
        });

        it('is reported as expired, with the reason, in all windows', async () => {
            const { vault, session, network } = await windows.openSignedIn();
            const other = await windows.open(vault);
            const reasons: (string | undefined)[] = [];
            other.session.onDidChange(({ end }) => reasons.push(end));
            await windows.age(vault);
            network.inFront = () => Response.json({ code: 403, error_code: 'user_banned' }, { status: 403 });
            expect(await session.accessToken()).to.equal(null);
            await until(() => other.session.user === undefined);
            expect(other.changes).to.deep.equal(['restored', 'expired']);
            expect(reasons).to.deep.equal(['locked']);
        });
    });

    it('follows a sign-in after it has ended, by a vault that tells of the writes of other windows', async () => {
        const email = windows.newEmail();
        const [first, second] = tellingVaults();
        const { session, signIn, changes, network } = await windows.open(first);
        await signIn.signUp(email, SessionWindows.password);
        await windows.age(first);
        network.inFront = () => Response.json({ code: 403, error_code: 'user_banned' }, { status: 403 });
        expect(await session.accessToken()).to.equal(null);
        network.restore();
        const other = await windows.open(second);
        await other.signIn.withPassword(email, SessionWindows.password);
        await until(() => session.user !== undefined);
        expect(changes).to.deep.equal(['signed-in', 'expired', 'signed-in']);
    });

    it('is not restored by a renewal that ends after another window signed out [FR-012]', async () => {
        const { vault, session, network } = await windows.openSignedIn();
        const other = await windows.open(vault);
        await windows.age(vault);
        const { promise, resolve } = Promise.withResolvers<void>();
        network.gate = promise;
        const token = session.accessToken();
        await until(() => network.requests.some(url => url.includes('refresh_token')));
        await other.session.signOut();
        resolve();
        expect(await token).to.equal(null);
        expect(await windows.stored(vault)).to.equal(undefined);
    });
});
