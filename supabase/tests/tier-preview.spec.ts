// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { tierListSchema, tierPreviewSchema, type TierPreview } from '@sanyam/types';
import { expect } from 'chai';
import { authenticate, createKey, signUpKeyHolder } from './support/api-key-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

/** The document limit of the free tier. */
const FREE_DOCUMENTS = 5;
/** Bytes of a document that the free tier refuses. */
const TOO_LARGE = 262_145;

describeOnCloud('the preview of a tier', stage => {
    const preview = async (who: Persona, tier: string): Promise<TierPreview> =>
        who.expectSuccess(tierPreviewSchema, 'preview_tier', { tier });
    const names = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

    it('names exactly the documents and keys that a downgrade then takes [BY-09]', async () => {
        const owner = await signUpKeyHolder(stage);
        for (let number = 1; number <= FREE_DOCUMENTS + 2; number++) {
            await owner.create({ name: `${number}.md`, content: number === 2 ? 'x'.repeat(TOO_LARGE) : '' });
        }
        const key = await createKey(owner, { name: 'nightly' });
        const before = await preview(owner, 'free');
        expect(names(before.read_only_documents)).to.deep.equal(['2.md', '1.md']);
        expect(before.over_limit_documents.count).to.equal(0);
        expect(names(before.too_large_documents)).to.deep.equal(['2.md']);
        expect(names(before.revoked_api_keys)).to.deep.equal(['nightly']);
        expect(before.writable_documents.count).to.equal(0);
        await stage.database.setTier(owner.id, 'free');
        const { items } = await owner.list({ page_size: 100 });
        const readOnly = items.filter(item => item.read_only_reason === 'over_limit').map(({ name }) => name);
        expect(readOnly).to.have.members(names(before.read_only_documents));
        expect(await authenticate(stage, key.secret)).to.include({ status: 'revoked' });
        expect(names((await preview(owner, 'free')).over_limit_documents)).to.have.members(readOnly);
        const back = await preview(owner, 'pro');
        expect(names(back.writable_documents)).to.have.members(readOnly);
        expect(back).to.deep.include({
            read_only_documents: { count: 0, items: [] },
            too_large_documents: { count: 0, items: [] }
        });
    });

    it('is empty for the present tier and for one without limits', async () => {
        const owner = await signUpKeyHolder(stage);
        await owner.create({ name: 'a.md' });
        await createKey(owner);
        const nothing = { count: 0, items: [] };
        for (const tier of ['pro', 'enterprise']) {
            expect(await preview(owner, tier)).to.deep.equal({
                tier,
                over_limit_documents: nothing,
                read_only_documents: nothing,
                writable_documents: nothing,
                too_large_documents: nothing,
                revoked_api_keys: nothing,
                share_count: 0
            });
        }
    });

    it('names at most 100 documents, and counts all', async () => {
        const owner = await signUpKeyHolder(stage);
        await stage.database.setTier(owner.id, 'enterprise');
        await stage.database.query(
            `insert into public.documents (owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by)
             select $1, n || '.md', 'markdown', 0, now(), now(), $1 from generate_series(1, 120) n`,
            [owner.id]
        );
        const { read_only_documents: documents } = await preview(owner, 'free');
        expect([documents.count, documents.items.length]).to.deep.equal([120 - FREE_DOCUMENTS, 100]);
    });

    it('says nothing about others, and refuses a tier without a row', async () => {
        const [owner, other] = [await signUpKeyHolder(stage), await signUpKeyHolder(stage)];
        for (let number = 0; number <= FREE_DOCUMENTS; number++) {
            await owner.create({ name: 'of the owner.md' });
        }
        expect((await preview(other, 'free')).read_only_documents.count).to.equal(0);
        const { status, error } = await other.call('preview_tier', { tier: 'gold' });
        expect([status, error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
    });
});

describeOnCloud('the comparison of tiers', stage => {
    it('is the rows of the table, the smallest first [FR-055, FR-062]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        // Without a history, one version is kept, whatever the row says.
        const rows = await stage.database.query(
            `select case when l.has_document_versioning then to_jsonb(l)
                else to_jsonb(l) || '{"max_versions_per_document": 1}' end as row
             from public.tier_limits l`
        );
        const tiers = await ada.expectSuccess(tierListSchema, 'compare_tiers', {});
        // Tests that run at the same time add tiers of their own, also between the two requests.
        const isOfRelease = ({ tier }: { tier: string }): boolean => ['free', 'pro', 'enterprise'].includes(tier);
        expect(tiers.filter(isOfRelease).map(({ tier }) => tier)).to.deep.equal(['free', 'pro', 'enterprise']);
        const released = rows.map(({ row }) => row as { tier: string }).filter(isOfRelease);
        expect(tiers.filter(isOfRelease)).to.have.deep.members(released);
    });
});
