// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { authenticate, createKey, listKeys, signUpKeyHolder } from './support/api-key-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

/** The document limit of the free tier. */
const FREE_DOCUMENTS = 5;

describeUnderAllGrants('a downgrade', stage => {
    /** Signs up an owner with this many documents. Returns their ids, the newest change first. */
    async function ownerOf(count: number): Promise<{ owner: Persona; ids: string[] }> {
        const owner = await signUpKeyHolder(stage);
        const ids: string[] = [];
        for (let number = 1; number <= count; number++) {
            ids.unshift((await owner.create({ name: `document ${number}`, content: 'text' })).id);
        }
        return { owner, ids };
    }

    /** Returns the documents over the limit. The list, a read and a save must agree on each. */
    async function overLimit(reader: Persona, ids: readonly string[]): Promise<string[]> {
        const { items } = await reader.list({ page_size: 100 });
        const listed = new Map(items.map(item => [item.id, item.read_only_reason]));
        const over: string[] = [];
        for (const id of ids) {
            const { read_only_reason, name } = await reader.read(id);
            // This save changes nothing, so that the order stays.
            const { status, error } = await reader.call('save_document', { document_id: id, name });
            if (read_only_reason === 'over_limit') {
                over.push(id);
                expect([status, error?.message]).to.deep.equal([403, 'DOCUMENT_READ_ONLY']);
                expect(JSON.parse(error?.details ?? '')).to.deep.equal({ reason: 'over_limit' });
            } else {
                expect([status, error, read_only_reason]).to.deep.equal([200, null, null]);
            }
            expect(listed.get(id)).to.equal(read_only_reason);
        }
        return over;
    }

    async function share(owner: Persona, documentId: string, recipient: Persona): Promise<void> {
        await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             values ($1, $2, $3, 'edit', now(), now())`,
            [documentId, owner.id, recipient.email]
        );
    }

    const ways: Record<string, (userId: string, tier: string) => Promise<unknown>> = {
        'by set_tier': (user_id, tier) =>
            Persona.serviceRole(stage.cloud).call('set_tier', { user_id, tier, reason: 'canceled' }),
        'by the service role’s update': async (id, tier) =>
            Persona.serviceRole(stage.cloud).client.from('user_profiles').update({ tier }).eq('id', id),
        'by SQL': (id, tier) => stage.database.setTier(id, tier)
    };
    for (const [way, change] of Object.entries(ways)) {
        it(`${way} revokes the keys, and keeps the documents that changed last writable [FR-073, FR-078]`, async () => {
            const { owner, ids } = await ownerOf(FREE_DOCUMENTS + 2);
            const key = await createKey(owner);
            await change(owner.id, 'free');
            expect(await overLimit(owner, ids)).to.deep.equal(ids.slice(FREE_DOCUMENTS));
            expect(await authenticate(stage, key.secret)).to.include({ status: 'revoked', allowed: false });
            expect((await listKeys(owner)).items).to.have.nested.property('[0].revoked_reason', 'downgrade');
            const log = await owner.client.from('audit_log').select('action, actor_role').order('id');
            expect(log.data?.slice(2).map(({ action }) => action as string)).to.deep.equal([
                'tier.changed',
                'key.revoked'
            ]);
            await change(owner.id, 'pro');
            expect(await overLimit(owner, ids)).to.deep.equal([]);
            expect((await listKeys(owner)).items).to.have.nested.property('[0].status', 'revoked');
        });
    }

    it('refuses new documents over the limit [FR-074]', async () => {
        const { owner } = await ownerOf(FREE_DOCUMENTS + 1);
        await stage.database.setTier(owner.id, 'free');
        const { status, error } = await owner.call('create_document', { name: 'one more', language_id: 'x' });
        expect([status, error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(error?.details ?? '')).to.include({ limit_name: 'max_documents', limit: 5, current: 6 });
    });

    it('makes one document writable for each one that is deleted [FR-073]', async () => {
        const { owner, ids } = await ownerOf(FREE_DOCUMENTS + 2);
        await stage.database.setTier(owner.id, 'free');
        const [newest = '', ...others] = ids;
        await owner.trash(newest);
        expect(await overLimit(owner, others)).to.deep.equal(others.slice(FREE_DOCUMENTS));
        // A read-only document can be deleted too.
        await owner.trash(others.at(-1) ?? '');
        expect(await overLimit(owner, others.slice(0, -1))).to.deep.equal([]);
    });

    it('keeps the other documents read-only when a writable one changes [FR-073]', async () => {
        const { owner, ids } = await ownerOf(FREE_DOCUMENTS + 1);
        await stage.database.setTier(owner.id, 'free');
        const last = ids[FREE_DOCUMENTS - 1] ?? '';
        await owner.save(last, { content: 'changed' });
        expect(await overLimit(owner, ids)).to.deep.equal(ids.slice(FREE_DOCUMENTS));
    });

    it('to an unknown tier is a downgrade to free [FR-072]', async () => {
        const { owner, ids } = await ownerOf(FREE_DOCUMENTS + 1);
        const key = await createKey(owner);
        await stage.database.setTier(owner.id, `tier_${randomUUID()}`);
        expect(await overLimit(owner, ids)).to.deep.equal(ids.slice(FREE_DOCUMENTS));
        expect(await authenticate(stage, key.secret)).to.include({ status: 'revoked' });
    });

    it('to a tier with API keys keeps the keys [FR-078]', async () => {
        const holder = await signUpKeyHolder(stage);
        await stage.database.setTier(holder.id, 'enterprise');
        const key = await createKey(holder);
        await stage.database.setTier(holder.id, 'pro');
        expect(await authenticate(stage, key.secret)).to.include({ status: 'active', allowed: true });
    });

    it('keeps its date when the next tier keeps as much, and loses it with an upgrade', async () => {
        const { id } = await signUpKeyHolder(stage);
        const downgradedAt = async () =>
            (await stage.database.query('select downgraded_at from public.user_profiles where id = $1', [id]))[0];
        await stage.database.setTier(id, 'enterprise');
        expect(await downgradedAt()).to.deep.equal({ downgraded_at: null });
        await stage.database.setTier(id, 'pro');
        const downgraded = await downgradedAt();
        expect(downgraded).to.have.property('downgraded_at').that.is.a('date');
        const [pro = {}] = await stage.database.query(`select * from public.tier_limits where tier = 'pro'`);
        await stage.database.giveOwnTier(id, { ...pro, max_documents: 7 }, 'free');
        expect(await downgradedAt()).to.deep.equal(downgraded);
        await stage.database.setTier(id, 'pro');
        expect(await downgradedAt()).to.deep.equal(downgraded);
        await stage.database.setTier(id, 'enterprise');
        expect(await downgradedAt()).to.deep.equal({ downgraded_at: null });
    });

    it('is rolled back as a whole with its transaction [FR-079]', async () => {
        const holder = await signUpKeyHolder(stage);
        const key = await createKey(holder);
        await stage.database
            .query(
                `do $$ begin update public.user_profiles set tier = 'free' where id = '${holder.id}'; raise 'no'; end $$`
            )
            .catch(() => undefined);
        expect(await authenticate(stage, key.secret)).to.include({ status: 'active' });
        const { data } = await holder.client.from('audit_log').select('action').order('id');
        expect(data).to.deep.equal([{ action: 'tier.changed' }, { action: 'key.created' }]);
    });

    it('keeps shares, refuses new ones, and shows recipients which document is over the limit [FR-075, FR-076]', async () => {
        const { owner, ids } = await ownerOf(FREE_DOCUMENTS + 1);
        const friend = await Persona.signUp(stage.cloud);
        const shared = [ids[0] ?? '', ids.at(-1) ?? ''];
        for (const id of shared) {
            await share(owner, id, friend);
        }
        await stage.database.setTier(owner.id, 'free');
        expect(await overLimit(friend, shared)).to.deep.equal(shared.slice(1));
        await friend.save(shared[0] ?? '', { content: 'by a friend' });
        const { status, error } = await owner.call('share_document', {
            document_id: shared[0],
            email: `${randomUUID()}@example.com`,
            permission: 'view'
        });
        expect([status, error?.message]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
    });

    it('keeps the history readable, and adds no versions [FR-077]', async () => {
        const { owner, ids } = await ownerOf(1);
        const [id = ''] = ids;
        await owner.save(id, { content: 'second' });
        await stage.database.setTier(owner.id, 'free');
        const history = async () =>
            (
                await owner.client
                    .from('document_versions')
                    .select('version_number, content')
                    .eq('document_id', id)
                    .order('version_number')
            ).data;
        await owner.save(id, { content: 'third' });
        await owner.save(id, { content: 'fourth' });
        expect(await history()).to.deep.equal([
            { version_number: 1, content: 'text' },
            { version_number: 2, content: 'second' },
            { version_number: 4, content: 'fourth' }
        ]);
    });

    it('leaves no active key that is created at the same time [FR-078]', async () => {
        const holder = await signUpKeyHolder(stage);
        await Promise.all([
            ...Array.from({ length: 10 }, () =>
                holder.call('create_api_key', { name: 'late', scopes: ['documents:read'] })
            ),
            stage.database.setTier(holder.id, 'free')
        ]);
        expect((await listKeys(holder)).items.filter(key => key.status === 'active')).to.deep.equal([]);
    });

    it('is refused by set_tier for an unknown tier, an unknown user or a long reason', async () => {
        const { id } = await Persona.signUp(stage.cloud);
        const service = Persona.serviceRole(stage.cloud);
        const unknownTier = await service.call('set_tier', { user_id: id, tier: 'platinum' });
        expect([unknownTier.status, unknownTier.error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
        const unknownUser = await service.call('set_tier', { user_id: randomUUID(), tier: 'pro' });
        expect([unknownUser.status, unknownUser.error?.message]).to.deep.equal([404, 'NOT_FOUND']);
        const wordy = await service.call('set_tier', { user_id: id, tier: 'pro', reason: 'x'.repeat(501) });
        expect(wordy.status).to.equal(422);
    });

    it('is made by set_tier, which returns the profile', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { data } = await Persona.serviceRole(stage.cloud).call('set_tier', { user_id: ada.id, tier: 'pro' });
        expect(data).to.deep.equal((await ada.account()).profile);
        expect(data).to.include({ id: ada.id, email: ada.email, tier: 'pro' });
    });
});
