// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { withDatabase } from '@sanyam/test-kit/database';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import { accountOverviewSchema, tierLimitsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { describeOverEachWay } from './each-way';
import { type Answer, errorOf, GatewayUser } from './gateway-user';
import type { TestGateway } from './test-gateway';

const accountSchema = z.object({ data: accountOverviewSchema });
const tiersSchema = z.object({ data: z.array(tierLimitsSchema) });

describeOverEachWay('a gateway that runs while an operator adds a tier by SQL', startGateway => {
    let cloud: ReadyLine;
    let gateway: TestGateway;
    let ada: GatewayUser;
    before(async () => {
        cloud = await testCloud();
        gateway = await startGateway(cloud);
    });
    after(() => gateway.stop());
    beforeEach(async () => {
        ada = await GatewayUser.signUp(cloud, gateway.url);
    });

    const account = async () => accountSchema.parse((await ada.send('GET', '/api/v1/me')).body).data;

    async function share(): Promise<Answer> {
        return ada.send('POST', `/api/v1/documents/${await ada.create()}/shares`, {
            json: { email: 'bob@example.com', permission: 'view' }
        });
    }

    it('applies its limits and features to the next request, and lists it [FR-062, FR-066]', async () => {
        expect((await share()).status).to.equal(403);
        const trial = await giveOwnTier(cloud, ada.id, { max_documents: 3, has_api_keys: false }, 'pro');
        expect((await account()).tier_limits).to.include({ tier: trial, max_documents: 3 });
        expect((await account()).included_tiers).to.include.members(['free', trial]);
        expect((await share()).status).to.equal(201);
        const key = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'a', scopes: ['documents:read'] } });
        expect(key.status).to.equal(403);
        expect(errorOf(key).details).to.include({ tier: trial });
        await ada.create();
        const json = { name: 'a.md', language_id: 'markdown', content: '' };
        const fourth = await ada.send('POST', '/api/v1/documents', { json });
        expect([fourth.status, errorOf(fourth).code]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(errorOf(fourth).details).to.include({ limit: 3, tier: trial });
        const listed = tiersSchema.parse((await ada.send('GET', '/api/v1/tiers')).body).data;
        expect(listed.map(({ tier }) => tier)).to.include(trial);

        await withDatabase(cloud, database => database.changeTier(trial, 'max_documents', 4));
        expect((await ada.send('POST', '/api/v1/documents', { json })).status).to.equal(201);
    });

    it('lists tiers with as many documents in the order of their storage', async () => {
        const [less, more] = await withDatabase(cloud, async database => [
            await database.addTier({ max_storage_bytes: 1 }, 'pro'),
            await database.addTier({ max_storage_bytes: 2_000_000_000 }, 'pro')
        ]);
        const listed = tiersSchema.parse((await ada.send('GET', '/api/v1/tiers')).body).data;
        const named = listed.map(({ tier }) => tier).filter(tier => [less, 'pro', more].includes(tier));
        expect(named).to.deep.equal([less, 'pro', more]);
    });

    it('says one version of a tier without history, in the list and in the account, whatever its row says', async () => {
        const versions = z.object({ max_versions_per_document: z.number() });
        const tiers = z.object({ data: z.array(versions.extend({ tier: z.string() })) });
        const own = z.object({ data: z.object({ tier_limits: versions }) });
        const { data } = tiers.parse((await ada.send('GET', '/api/v1/tiers')).body);
        const listed = data.find(({ tier }) => tier === 'free')?.max_versions_per_document;
        const { tier_limits: limits } = own.parse((await ada.send('GET', '/api/v1/me')).body).data;
        expect([listed, limits.max_versions_per_document]).to.deep.equal([1, 1]);
    });

    it('treats a user with an unknown tier as free [FR-072]', async () => {
        const tier = `tier_${randomUUID()}`;
        await ada.setTier(tier);
        const { profile, tier_limits, included_tiers } = await account();
        expect([profile.tier, tier_limits.tier]).to.deep.equal([tier, 'free']);
        expect(included_tiers).to.include('free').and.not.to.include('pro');
        const refused = await share();
        expect([refused.status, errorOf(refused).code]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
        expect(errorOf(refused).details).to.include({ feature: 'document_sharing', tier: 'free' });
    });
});
