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

    it('come back once, also when the sign-in ends after the window is ready', async () => {
        const draft = { key: { owner: '', id: 'x' }, window: 'left', name: 'Untitled-1', kept_at: 0 };
        const restored: string[] = [];
        const changed = new Emitter<SessionChange>();
        const userChanged = new Emitter<void>();
        const offer = Object.assign(new DraftOffer(), {
            drafts: { takeLeftWindow: () => 'left', list: async () => [draft as KeptDraft] },
            restorer: {
                isSaved: async () => false,
                restore: async ({ name }: KeptDraft) => void restored.push(name)
            },
            state: { reachedState: async () => undefined },
            owners: { onDidChangeUser: userChanged.event },
            notices: { clear: () => undefined },
            session: { onDidChange: changed.event }
        });
        offer.onStart();
        await new Promise(setImmediate);
        userChanged.fire();
        changed.fire({ kind: 'signed-in', user: { id: 'ada', email: 'ada@example.org' } });
        await new Promise(setImmediate);
        expect(restored).to.deep.equal(['Untitled-1']);
    });
});
