// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { signUpProUser } from '../test/cloud-user';
import { rejection } from '../test/rejection';

describe('CloudTiers', () => {
    it('lists the rows of all tiers, the smallest first [FR-055]', async () => {
        const { store } = await signUpProUser();
        const tiers = (await store.tiers.list()).map(({ tier }) => tier);
        // Tests that run at the same time add tiers of their own.
        const own = tiers.filter(tier => ['free', 'pro', 'enterprise'].includes(tier));
        expect(own).to.deep.equal(['free', 'pro', 'enterprise']);
    });

    it('names what a downgrade would do [BY-09]', async () => {
        const { store } = await signUpProUser();
        for (let number = 1; number <= 6; number++) {
            await store.documents.create({ name: `${number}.md`, language_id: 'markdown', content: '' });
        }
        await store.apiKeys.create({ name: 'nightly', scopes: ['documents:read'] });
        const preview = await store.tiers.preview('free');
        expect(preview.read_only_documents.items.map(({ name }) => name)).to.deep.equal(['1.md']);
        expect(preview.revoked_api_keys.items.map(({ name }) => name)).to.deep.equal(['nightly']);
        expect(preview.writable_documents.count).to.equal(0);
    });

    it('refuses a tier that does not exist', async () => {
        const { store } = await signUpProUser();
        expect((await rejection(store.tiers.preview('gold'))).details).to.have.nested.property('fields.tier');
    });
});
