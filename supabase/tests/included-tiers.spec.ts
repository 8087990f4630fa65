// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('the tiers that a tier includes', stage => {
    /** Returns those of a user's tier that are named. */
    async function includedIn(tier: string, ...named: string[]): Promise<string[]> {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, tier);
        const included = (await ada.account()).included_tiers ?? [];
        return included.filter(name => named.includes(name));
    }

    const known = ['free', 'pro', 'enterprise'];

    it('are those that are at most as large, with it, the smallest first', async () => {
        expect(await includedIn('free', ...known)).to.deep.equal(['free']);
        expect(await includedIn('pro', ...known)).to.deep.equal(['free', 'pro']);
        expect(await includedIn('enterprise', ...known)).to.deep.equal(['free', 'pro', 'enterprise']);
    });

    it('follow the limits of a tier that was added by SQL [FR-062, FR-071]', async () => {
        const small = await stage.database.addTier({ max_documents: 20 }, 'pro');
        expect(await includedIn(small, ...known)).to.deep.equal(['free']);
        expect(await includedIn('pro', ...known, small)).to.deep.equal(['free', small, 'pro']);
        const large = await stage.database.addTier({ max_documents: 500 }, 'pro');
        expect(await includedIn(large, ...known)).to.deep.equal(['free', 'pro']);
        await stage.database.changeTier(large, 'max_documents', 5);
        expect(await includedIn(large, ...known)).to.deep.equal(['free']);
    });

    it('include each other when their limits are the same', async () => {
        const same = await stage.database.addTier({}, 'pro');
        expect(await includedIn(same, 'pro', same)).to.have.members(['pro', same]);
        expect(await includedIn('pro', 'pro', same)).to.have.members(['pro', same]);
    });

    it('have free among them, also when an operator makes a tier that is smaller', async () => {
        const tiny = await stage.database.addTier({ max_documents: 1 }, 'free');
        expect(await includedIn(tiny, ...known, tiny)).to.deep.equal([tiny, 'free']);
        expect(await includedIn('free', 'free', tiny)).to.deep.equal([tiny, 'free']);
    });

    it('are those of the free tier for an unknown tier [FR-072]', async () => {
        expect(await includedIn(`tier_${randomUUID()}`, ...known)).to.deep.equal(['free']);
    });

    it('count storage after documents, and no limit as more than any limit', async () => {
        const less = await stage.database.addTier({ max_storage_bytes: 1 }, 'pro');
        expect(await includedIn(less, 'pro', less)).to.deep.equal([less]);
        const unlimited = await stage.database.addTier({ max_documents: null, max_storage_bytes: 1 }, 'pro');
        expect(await includedIn(unlimited, ...known)).to.deep.equal(['free', 'pro']);
    });
});
