// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('a tier that an operator adds by SQL', stage => {
    it('holds at once, with its limits and features, and so does each change of its row [FR-062, FR-071]', async () => {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const { id } = await ada.create();
        const share = (): ReturnType<Persona['call']> =>
            ada.call('share_document', { document_id: id, email: bob.email, permission: 'view' });
        expect((await share()).error?.message).to.equal('FEATURE_NOT_AVAILABLE');

        const trial = await stage.database.addTier({ max_documents: 2, has_api_keys: false }, 'pro');
        await Persona.serviceRole(stage.cloud).call('set_tier', { user_id: ada.id, tier: trial, reason: 'a trial' });
        const { profile, tier_limits, features } = await ada.account();
        expect([profile.tier, tier_limits.tier, tier_limits.max_documents]).to.deep.equal([trial, trial, 2]);
        expect(features).to.include({ has_document_sharing: true, has_api_keys: false });
        expect((await share()).error).to.equal(null);
        const key = await ada.call('create_api_key', { name: 'robot', scopes: ['documents:read'] });
        expect(key.error?.message).to.equal('FEATURE_NOT_AVAILABLE');
        expect(JSON.parse(key.error?.details ?? '')).to.include({ feature: 'api_keys', tier: trial });

        await ada.create();
        const third = await ada.call('create_document', { name: 'c', language_id: 'x' });
        expect(JSON.parse(third.error?.details ?? '')).to.include({ limit: 2, current: 2, tier: trial });
        await stage.database.changeTier(trial, 'max_documents', 3);
        await ada.create();
    });

    it('counts as free as soon as its row is gone [FR-072]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const trial = await stage.database.giveOwnTier(ada.id, {}, 'pro');
        const { id } = await ada.create();
        await stage.database.query('delete from public.tier_limits where tier = $1', [trial]);
        expect((await ada.account()).tier_limits.tier).to.equal('free');
        const share = await ada.call('share_document', {
            document_id: id,
            email: 'bob@example.com',
            permission: 'view'
        });
        expect(share.error?.message).to.equal('FEATURE_NOT_AVAILABLE');
    });
});
