// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { fetchProviderTiers } from './provider-tiers';

describe('the identity providers that only some tiers have', () => {
    const ask = (answers: Readonly<Record<string, unknown>>) =>
        fetchProviderTiers('https://cloud.example.org/auth/v1', 'key', async input => {
            const [table = ''] = String(input).replace('https://cloud.example.org/rest/v1/', '').split('?');
            return table in answers ? Response.json(answers[table]) : new Response('Not Found', { status: 404 });
        });
    const tiers = [
        { tier: 'free', has_azure_ad: false, has_wings: true },
        { tier: 'large', has_azure_ad: true, has_wings: true }
    ];

    it('are those that the database names, with the tiers that have their feature [FR-004, FR-007]', async () => {
        const sign_in_features = [
            { provider: 'azure', feature: 'azure_ad' },
            { provider: 'custom:acme', feature: 'wings' },
            { provider: 'brand_new', feature: 'unknown' }
        ];
        expect([...(await ask({ sign_in_features, tier_limits: tiers }))]).to.deep.equal([
            ['azure', ['large']],
            ['brand_new', []]
        ]);
    });

    it('are none if the database says nothing, or is one of an earlier release', async () => {
        expect((await ask({ tier_limits: tiers })).size).to.equal(0);
        expect((await ask({ sign_in_features: [], tier_limits: tiers })).size).to.equal(0);
        expect((await ask({ sign_in_features: [{ provider: 'azure', feature: 'azure_ad' }] })).size).to.equal(0);
    });
});
