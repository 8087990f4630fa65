// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { SessionChange } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import type { KeptDraft } from './draft';
import { DraftOffer } from './draft-offer';

disableBrowserGlobals();

describe('the texts of a window that left to sign in', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    interface Restores {
        /** Fails at first. */
        readonly failsOnce?: boolean;
        readonly others?: readonly string[];
    }

    /** Starts a window that comes back from a sign-in. Returns what was restored, and what was offered. */
    function start({ failsOnce = false, others = [] }: Restores = {}) {
        const draft = (name: string, window: string) =>
            ({ key: { owner: '', id: name }, window, name, kept_at: 0 }) as KeptDraft;
        const restored: string[] = [];
        const told: string[] = [];
        let failures = failsOnce ? 1 : 0;
        const changed = new Emitter<SessionChange>();
        const userChanged = new Emitter<void>();
        const offer = Object.assign(new DraftOffer(), {
            drafts: {
                takeLeftWindow: () => 'left',
                list: async () => [draft('Untitled-1', 'left'), ...others.map(name => draft(name, 'other'))]
            },
            restorer: {
                isSaved: async () => false,
                restore: async ({ name }: KeptDraft) => {
                    if (failures-- > 0) {
                        throw new Error('away');
                    }
                    restored.push(name);
                }
            },
            state: { reachedState: async () => undefined },
            messages: { info: async (text: string) => void told.push(text) },
            errors: { show: async () => undefined },
            owners: { onDidChangeUser: userChanged.event },
            notices: { clear: () => undefined },
            session: { onDidChange: changed.event }
        });
        offer.onStart();
        const signIn = async () => {
            await new Promise(setImmediate);
            userChanged.fire();
            changed.fire({ kind: 'signed-in', user: { id: 'ada', email: 'ada@example.org' } });
            await new Promise(setImmediate);
        };
        return { restored, told, signIn };
    }

    it('come back once, also when the sign-in ends after the window is ready', async () => {
        const { restored, told, signIn } = start();
        await signIn();
        expect({ restored, told }).to.deep.equal({ restored: ['Untitled-1'], told: [] });
    });

    it('come back after the sign-in if they could not before', async () => {
        const { restored, signIn } = start({ failsOnce: true });
        await signIn();
        await signIn();
        expect(restored).to.deep.equal(['Untitled-1']);
    });

    it('do not bring the texts of other windows back, which are offered', async () => {
        const { restored, told } = start({ others: ['Elsewhere'] });
        await new Promise(setImmediate);
        expect(restored).to.deep.equal(['Untitled-1']);
        expect(told).to.have.lengthOf(1);
        expect(told[0]).to.match(/Elsewhere/);
        expect(told[0]).not.to.match(/Untitled/);
    });
});
