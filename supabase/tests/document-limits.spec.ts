// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { tierLimitsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

/** The document size limit of the free tier: 256 KB. */
const FREE_DOCUMENT_SIZE = 262_144;

describeUnderAllGrants('the limits of a tier', stage => {
    const texts = {
        'one-byte characters': 'a',
        'two-byte characters': 'ü',
        'four-byte characters': '😀'
    };
    for (const [what, character] of Object.entries(texts)) {
        const full = character.repeat(FREE_DOCUMENT_SIZE / Buffer.byteLength(character));

        it(`allow a document of ${what} exactly as many bytes as the limit [FR-051]`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { id } = await ada.create({ content: full });
            expect(await ada.read(id)).to.include({ size_bytes: FREE_DOCUMENT_SIZE, content: full });
            for (const answer of [
                await ada.call('create_document', { name: 'b', language_id: 'b', content: `${full}x` }),
                await ada.call('save_document', { document_id: id, content: `${full}x` })
            ]) {
                expect(answer.status).to.equal(413);
            }
            expect(await ada.read(id)).to.include({ version: 1, size_bytes: FREE_DOCUMENT_SIZE });
        });
    }

    it('count documents outside the trash [FR-050, FR-074]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const created = await Promise.all(Array.from({ length: 5 }, () => ada.create()));
        const sixth = await ada.call('create_document', { name: 'sixth', language_id: 'x' });
        expect(sixth.error?.message).to.equal('TIER_LIMIT_EXCEEDED');
        await ada.trash(created[0]?.id ?? '');
        await ada.create({ name: 'sixth' });
    });

    it('count the bytes of all documents, including the trash [FR-050]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_storage_bytes: 10 }, 'free');
        const { id } = await ada.create({ content: '12345' });
        await ada.trash(id);
        const other = await ada.create({ content: '12345' });
        for (const answer of [
            await ada.call('create_document', { name: 'b', language_id: 'b', content: '1' }),
            await ada.call('save_document', { document_id: other.id, content: '123456' })
        ]) {
            expect(answer.error?.message).to.equal('TIER_LIMIT_EXCEEDED');
        }
        await ada.save(other.id, { content: '54321' });
        await ada.save(other.id, { content: '' });
        await ada.create({ content: '12345' });
    });

    it('let a user over the limit rename and shrink documents, but not grow them [FR-050, FR-051]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'pro');
        const large = await ada.create({ content: 'x'.repeat(FREE_DOCUMENT_SIZE + 2) });
        await stage.database.giveOwnTier(ada.id, { max_storage_bytes: 10, max_document_size_bytes: null }, 'free');
        await ada.save(large.id, { name: 'renamed' });
        await ada.save(large.id, { content: 'x'.repeat(FREE_DOCUMENT_SIZE + 1) });
        const grown = await ada.call('save_document', {
            document_id: large.id,
            content: 'x'.repeat(FREE_DOCUMENT_SIZE + 2)
        });
        expect(grown.error?.message).to.equal('TIER_LIMIT_EXCEEDED');
        await stage.database.setTier(ada.id, 'free');
        await ada.save(large.id, { name: 'renamed again' });
        const still = await ada.call('save_document', {
            document_id: large.id,
            content: 'y'.repeat(FREE_DOCUMENT_SIZE + 1)
        });
        expect(still.status).to.equal(413);
    });

    it('apply at once when the row of the tier changes [FR-062]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const tier = await stage.database.giveOwnTier(ada.id, { max_documents: 1 }, 'free');
        await ada.create();
        expect((await ada.call('create_document', { name: 'a', language_id: 'a' })).status).to.equal(403);
        await stage.database.changeTier(tier, 'max_documents', 2);
        await ada.create();
        await stage.database.changeTier(tier, 'max_document_size_bytes', 3);
        expect((await ada.account()).tier_limits).to.include({ tier, max_documents: 2, max_document_size_bytes: 3 });
    });

    it('apply at once when the user changes tier [FR-048, FR-051]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const content = 'x'.repeat(FREE_DOCUMENT_SIZE + 1);
        expect((await ada.call('create_document', { name: 'a', language_id: 'a', content })).status).to.equal(413);
        await stage.database.setTier(ada.id, 'pro');
        await ada.create({ content });
    });

    it('do not apply where the row is null', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(
            ada.id,
            {
                max_documents: null,
                max_storage_bytes: null,
                max_document_size_bytes: null
            },
            'free'
        );
        for (let count = 0; count < 7; count++) {
            await ada.create({ content: 'x'.repeat(FREE_DOCUMENT_SIZE + 1) });
        }
    });

    it('are those of the free tier for an unknown tier [FR-072]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.setTier(ada.id, 'platinum');
        const { profile, tier_limits, features } = await ada.account();
        expect(profile.tier).to.equal('platinum');
        expect(tier_limits).to.include({ tier: 'free', max_documents: 5 });
        expect(features).to.include({ has_document_sharing: false, has_cloud_storage: true });
        const content = 'x'.repeat(FREE_DOCUMENT_SIZE + 1);
        expect((await ada.call('create_document', { name: 'a', language_id: 'a', content })).status).to.equal(413);
    });

    it('have exactly the columns of TierLimits [FR-059]', async () => {
        const columns = await stage.database.query(
            `select a.attname as name from pg_attribute a
             where a.attrelid = 'public.tier_limits'::regclass and a.attnum > 0 and not a.attisdropped`
        );
        expect(columns.map(({ name }) => name)).to.have.members(Object.keys(tierLimitsSchema.shape));
    });

    it('are seeded with the required values [FR-048, FR-049, FR-050, FR-051, FR-055, FR-056]', async () => {
        const rows = await stage.database.query(
            `select * from public.tier_limits where tier in ('free', 'pro', 'enterprise') order by max_document_size_bytes`
        );
        const table = rows.map(row => [
            row['tier'],
            row['max_documents'],
            row['max_storage_bytes'],
            row['max_document_size_bytes'],
            row['max_versions_per_document'],
            row['version_retention_days'],
            row['trash_retention_days'],
            row['api_rate_limit_per_hour']
        ]);
        expect(table).to.deep.equal([
            ['free', 5, '10485760', '262144', 10, 90, 30, 100],
            ['pro', 100, '1073741824', '2097152', 100, 365, 90, 1000],
            ['enterprise', null, null, '8388608', 1000, null, 180, 10_000]
        ]);
        const features = (tier: number) =>
            Object.entries(rows[tier] ?? {})
                .filter(([name, value]) => name.startsWith('has_') && value === true)
                .map(([name]) => name);
        const free = ['has_cloud_storage', 'has_cloud_auth'];
        const pro = [
            ...free,
            'has_document_sharing',
            'has_document_versioning',
            'has_api_keys',
            'has_realtime_collaboration',
            'has_document_recovery'
        ];
        expect(features(0)).to.have.members(free);
        expect(features(1)).to.have.members(pro);
        expect(features(2)).to.have.members([...pro, 'has_azure_ad']);
    });
});
