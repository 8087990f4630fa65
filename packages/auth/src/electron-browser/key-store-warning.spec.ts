// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../browser/test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { Publisher, type SessionChange, type SignedInUser } from '@sanyam/types';
import { expect } from 'chai';
import { KeyStoreWarning } from './key-store-warning';

disableBrowserGlobals();

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };

describe('the warning about a missing key store', () => {
    async function start(user: SignedInUser | undefined, isDue: boolean) {
        const [told, changes] = [[] as string[], new Publisher<SessionChange>()];
        const session = { ready: Promise.resolve(), user, onDidChange: changes.subscribe };
        const warning = Object.assign(new KeyStoreWarning(), {
            vault: { takeWarning: async () => isDue },
            session,
            state: { reachedState: async () => undefined },
            messages: { warn: async (text: string) => void told.push(text) }
        });
        warning.onStart();
        await new Promise(setImmediate);
        const change = async (next: SignedInUser | undefined): Promise<void> => {
            session.user = next;
            changes.publish({ kind: next ? 'signed-in' : 'signed-out', user: next });
            await new Promise(setImmediate);
        };
        return { told, change };
    }

    it('comes when there is a session to protect, and once [FR-010]', async () => {
        const { told, change } = await start(undefined, true);
        expect(told).to.deep.equal([]);
        await change(ADA);
        await change(undefined);
        await change(ADA);
        expect(told).to.have.lengthOf(1);
        expect(told[0]).to.match(/no key store/);
    });

    it('comes for a session that was restored [FR-010]', async () => {
        expect((await start(ADA, true)).told).to.have.lengthOf(1);
    });

    it('does not come with a key store, or a second time [FR-010]', async () => {
        expect((await start(ADA, false)).told).to.deep.equal([]);
    });
});
