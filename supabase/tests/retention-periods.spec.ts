// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { A_MOMENT, AgingCloud, DAY, NOTHING_GONE } from './support/aging-cloud.js';
import { giveShare } from './support/fixtures.js';
import { brokenDocuments, leftOf, makeDocuments } from './support/past-documents.js';

describe('expired data', () => {
    let cloud: AgingCloud;
    before(async () => {
        cloud = await AgingCloud.open();
    });
    after(() => cloud.close());

    const trashDays = {
        free: ['free', 30],
        pro: ['pro', 90],
        enterprise: ['enterprise', 180],
        'an unknown tier': ['platinum', 30],
        'a tier that keeps nothing': [{ trash_retention_days: 0 }, 0],
        'a tier of 2,000 days': [{ trash_retention_days: 2_000 }, 2_000]
    } as const;
    for (const [tier, [limits, days]] of Object.entries(trashDays)) {
        it(`leaves the trash of ${tier} after exactly ${days} days [FR-028, FR-029]`, async () => {
            const ada = await cloud.userOf(limits);
            await makeDocuments(cloud.database, ada.id, { documents: 2, trashed: true });
            await makeDocuments(cloud.database, ada.id, { documents: 1 });
            await cloud.pass(days * DAY);
            await cloud.purgeAll();
            expect(await leftOf(cloud.database, ada.id)).to.include({ documents: 3, trashed: 2 });
            await cloud.pass(A_MOMENT);
            await cloud.purgeAll();
            expect(await leftOf(cloud.database, ada.id)).to.include({ documents: 1, trashed: 0 });
            expect(await cloud.database.counters(ada.id)).to.deep.equal({ kept: [1, 3], recounted: [1, 3] });
        });
    }

    const versionDays = {
        free: ['free', 90],
        pro: ['pro', 365],
        'an unknown tier': ['platinum', 90],
        'a tier of one day': [{ version_retention_days: 1 }, 1]
    } as const;
    for (const [tier, [limits, days]] of Object.entries(versionDays)) {
        it(`leaves the history of ${tier} after exactly ${days} days, except the newest and named versions [FR-046, FR-047, BY-03]`, async () => {
            const ada = await cloud.userOf(limits);
            await makeDocuments(cloud.database, ada.id, { documents: 1, versions: 4 });
            await cloud.database.query(
                `update public.document_versions v set name = 'milestone'
                 from public.documents d where d.id = v.document_id and d.owner_id = $1 and v.version_number = 2`,
                [ada.id]
            );
            await cloud.pass(days * DAY);
            await cloud.purgeAll();
            expect((await leftOf(cloud.database, ada.id)).versions).to.deep.equal([1, 2, 3, 4]);
            await cloud.pass(A_MOMENT);
            await cloud.purgeAll();
            expect((await leftOf(cloud.database, ada.id)).versions).to.deep.equal([2, 4]);
            expect(await brokenDocuments(cloud.database)).to.deep.equal([]);
        });
    }

    it('does not exist when the retention is unlimited or the largest integer [FR-046]', async () => {
        for (const days of [null, 2_147_483_647]) {
            const ada = await cloud.userOf({ trash_retention_days: days, version_retention_days: days });
            await makeDocuments(cloud.database, ada.id, { documents: 1, versions: 2, trashed: true });
            await cloud.pass(20_000 * DAY);
            await cloud.purgeAll();
            expect(await leftOf(cloud.database, ada.id)).to.deep.equal({ documents: 1, trashed: 1, versions: [1, 2] });
        }
    });

    it('from before a downgrade is kept for the new retention, counted from the downgrade', async () => {
        const ada = await cloud.userOf('enterprise');
        await makeDocuments(cloud.database, ada.id, { documents: 1, versions: 2 });
        await makeDocuments(cloud.database, ada.id, { documents: 1, trashed: true });
        await cloud.pass(179 * DAY);
        await cloud.database.setTier(ada.id, 'free');
        await makeDocuments(cloud.database, ada.id, { documents: 1, trashed: true });
        await cloud.pass(30 * DAY);
        await cloud.purgeAll();
        expect(await leftOf(cloud.database, ada.id)).to.deep.equal({
            documents: 3,
            trashed: 2,
            versions: [1, 1, 1, 2]
        });
        await cloud.pass(A_MOMENT);
        await cloud.purgeAll();
        expect(await leftOf(cloud.database, ada.id)).to.deep.equal({ documents: 1, trashed: 0, versions: [1, 2] });
        await cloud.pass(60 * DAY);
        await cloud.purgeAll();
        expect((await leftOf(cloud.database, ada.id)).versions).to.deep.equal([2]);
    });

    it('is kept when an upgrade comes before the job', async () => {
        const ada = await cloud.userOf('free');
        await makeDocuments(cloud.database, ada.id, { documents: 1, versions: 2, trashed: true });
        await cloud.pass(31 * DAY);
        await cloud.database.setTier(ada.id, 'enterprise');
        await cloud.purgeAll();
        expect((await leftOf(cloud.database, ada.id)).versions).to.deep.equal([1, 2]);
    });

    it('includes the answers for idempotency keys after 24 hours', async () => {
        const ada = await cloud.userOf('free');
        const body = { name: 'once', language_id: 'x', idempotency_key: 'the same' };
        const { data } = await ada.call('create_document', body);
        await cloud.pass(DAY);
        expect(await cloud.purge()).to.include({ idempotency_records: 0 });
        expect((await ada.call('create_document', body)).data).to.deep.equal(data);
        await cloud.pass(A_MOMENT);
        expect(await cloud.purge()).to.include({ idempotency_records: 1 });
    });

    it('includes shares 30 days after they expired', async () => {
        const [ada, bob] = [await cloud.userOf('pro'), await Persona.signUp(cloud.ready)];
        const document = await ada.create();
        await giveShare(cloud.database, document, bob, 'view');
        await giveShare(cloud.database, await ada.create(), bob, 'view');
        await cloud.database.query(
            'update public.document_shares set expires_at = sanyam_private.clock() where document_id = $1',
            [document.id]
        );
        await cloud.pass(30 * DAY);
        expect(await cloud.purge()).to.include({ shares: 0 });
        await cloud.pass(A_MOMENT);
        expect(await cloud.purge()).to.include({ shares: 1 });
        const left = await cloud.database.query('select id from public.document_shares where owner_id = $1', [ada.id]);
        expect(left).to.have.length(1);
    });

    it('includes offers of ownership when they expire', async () => {
        const ada = await cloud.userOf('pro');
        const { id } = await ada.create();
        await ada.call('offer_ownership', { document_id: id, email: 'somebody@example.com' });
        await cloud.pass(30 * DAY);
        expect(await cloud.purge()).to.include({ ownership_offers: 0 });
        await cloud.pass(A_MOMENT);
        expect(await cloud.purge()).to.include({ ownership_offers: 1 });
    });

    it('includes rows of the audit log and of the usage after the days in the settings', async () => {
        const ada = await cloud.userOf('free');
        await cloud.database.setTier(ada.id, 'pro');
        await cloud.database.query(
            `insert into sanyam_private.api_key_usage (key_id, hour, requests, refused, last_used_at)
             select $1, c.now, 1, 0, c.now from sanyam_private.clock() c (now)`,
            [randomUUID()]
        );
        await cloud.database.query(
            `insert into sanyam_private.request_windows (user_id, window_start, count)
             values ($1, sanyam_private.clock(), 1)`,
            [ada.id]
        );
        let passed = 0;
        for (const [days, kind] of [
            [1, 'request_windows'],
            [90, 'usage_rows'],
            [365, 'audit_rows']
        ] as const) {
            await cloud.pass(days * DAY - passed);
            passed = days * DAY + A_MOMENT;
            expect(await cloud.purge(), kind).to.deep.equal(NOTHING_GONE);
            await cloud.pass(A_MOMENT);
            const gone = await cloud.purge();
            expect(gone[kind], kind).to.be.greaterThan(0);
            expect({ ...gone, [kind]: 0 }, kind).to.deep.equal(NOTHING_GONE);
        }
    });

    it('includes events of the payment service and ended subscriptions after 90 days', async () => {
        const ada = await cloud.userOf('free');
        const system = Persona.serviceRole(cloud.ready);
        const [customer_id, event_id] = ['cus_retention', 'evt_retention'];
        await system.call('store_billing_event', { event_id, event_type: 'a', created_at: new Date().toISOString() });
        for (const [subscription_id, status] of [
            ['sub_ended', 'canceled'],
            ['sub_unpaid', 'unpaid']
        ]) {
            const { error } = await system.call('apply_subscription', {
                subscription_id,
                customer_id,
                claimed_user_id: ada.id,
                read_number: 1,
                status,
                tiers: ['pro'],
                holds: false,
                holds_until: null,
                period_end: null,
                cancel_at_period_end: false
            });
            expect(error).to.equal(null);
        }
        await cloud.pass(90 * DAY);
        expect(await cloud.purge()).to.deep.equal(NOTHING_GONE);
        await cloud.pass(A_MOMENT);
        expect(await cloud.purge()).to.deep.equal({ ...NOTHING_GONE, billing_events: 1, billing_subscriptions: 1 });
        const left = await cloud.database.query(
            'select id from sanyam_private.billing_subscriptions where user_id = $1',
            [ada.id]
        );
        expect(left).to.deep.equal([{ id: 'sub_unpaid' }]);
    });
});
