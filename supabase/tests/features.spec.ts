// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import pg from 'pg';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('a feature that a tier lacks', stage => {
    /**
     * Returns the tier that the error names. Removes the tiers of other tests first, in a transaction that is rolled
     * back.
     */
    async function requiredTier(change: string): Promise<unknown> {
        const client = new pg.Client({ connectionString: stage.cloud.databaseUrl });
        await client.connect();
        try {
            await client.query('begin');
            await client.query(
                `delete from public.tier_limits where tier not in ('free', 'pro', 'enterprise'); ${change}`
            );
            await client.query(
                `select sanyam_private.require_feature(gen_random_uuid(), l, 'azure_ad', 'it', 'use it') from public.tier_limits l where tier = 'free'`
            );
            return expect.fail('The free tier has it.');
        } catch (error) {
            const { detail } = error as pg.DatabaseError;
            return (JSON.parse(detail ?? '{}') as { required_tier?: unknown }).required_tier;
        } finally {
            await client.end();
        }
    }

    it('names the smallest tier that has it', async () => {
        expect(await requiredTier('')).to.equal('enterprise');
        expect(await requiredTier(`update public.tier_limits set has_azure_ad = true where tier = 'pro'`)).to.equal(
            'pro'
        );
    });

    it('names no tier when no tier has it', async () => {
        expect(await requiredTier('update public.tier_limits set has_azure_ad = false')).to.equal(null);
    });
});
