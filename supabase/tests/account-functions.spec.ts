// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { type AccountExport, accountExportSchema, exportedDocumentSchema } from '@sanyam/types';
import { expect } from 'chai';
import { giveShare, keyHolder, signUpPro, trashed } from './support/fixtures.js';
import { describeOnCloud, describeUnderAllGrants } from './support/describe-on-cloud.js';
import { rowsThatName } from './support/rows-that-name.js';

async function expectSuccess(persona: Persona, name: string, body: Record<string, unknown> = {}): Promise<unknown> {
    const { data, error } = await persona.call(name, body);
    expect(error, name).to.equal(null);
    return data;
}

async function exportOf(persona: Persona): Promise<AccountExport> {
    const exported = accountExportSchema.strict().parse(await expectSuccess(persona, 'export_my_data'));
    exported.documents.forEach(document => exportedDocumentSchema.strict().parse(document));
    return exported;
}

describeOnCloud('an account', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    /** Signs up Ada, who has one of everything, and Bob. They share a document with each other. */
    async function scene() {
        const [ada, bob] = [await pro(), await pro()];
        const document = await ada.create({ name: 'novel.md', content: 'Once' });
        await ada.save(document.id, { content: 'Once upon a time' });
        const thrownAway = await trashed(ada, { name: 'draft.md', content: 'Bad' });
        const bobs = await bob.create({ content: 'the secret of Bob' });
        await giveShare(stage.database, document, bob, 'edit');
        await giveShare(stage.database, bobs, ada, 'edit');
        await expectSuccess(ada, 'offer_ownership', { document_id: document.id, email: bob.email });
        await expectSuccess(bob, 'offer_ownership', { document_id: bobs.id, email: ada.email });
        const key = (await expectSuccess(ada, 'create_api_key', { name: 'script', scopes: ['documents:read'] })) as {
            id: string;
            secret: string;
        };
        await stage.database.query(
            `insert into sanyam_private.api_key_usage (key_id, hour, requests, refused, last_used_at)
             values ($1, date_trunc('hour', now()), 3, 1, now())`,
            [key.id]
        );
        await stage.database.query(
            `insert into sanyam_private.request_windows (user_id, window_start, count) values ($1, now(), 4)`,
            [ada.id]
        );
        await ada.create({ name: 'again.md', content: 'x', idempotency_key: 'the same' });
        return { ada, bob, document, thrownAway, bobs, key };
    }

    it('counts the documents in the trash', async () => {
        const ada = await pro();
        await trashed(ada);
        await ada.create();
        expect((await ada.account()).usage).to.deep.equal({ document_count: 1, storage_used_bytes: 0, trash_count: 1 });
    });

    it('exports everything that belongs to the user [BY-08]', async () => {
        const { ada, bob, document, thrownAway, bobs, key } = await scene();
        const exported = await exportOf(ada);
        expect(exported.account).to.deep.equal(await ada.account());
        expect(exported.documents.map(({ name, content }) => [name, content])).to.have.deep.members([
            ['novel.md', 'Once upon a time'],
            ['draft.md', 'Bad'],
            ['again.md', 'x']
        ]);
        const { versions, ...novel } = exported.documents.find(({ id }) => id === document.id) ?? { versions: [] };
        expect(novel).to.deep.equal(await ada.read(document.id));
        expect(versions.map(({ version_number, content }) => [version_number, content])).to.deep.equal([
            [2, 'Once upon a time'],
            [1, 'Once']
        ]);
        expect(exported.documents.find(({ id }) => id === thrownAway.id)).to.include({ read_only_reason: 'trashed' });
        expect(exported.shares_given.map(share => [share.document_id, share.email])).to.deep.equal([
            [document.id, bob.email]
        ]);
        expect(exported.shares_received.map(share => [share.document_id, share.owner_id])).to.deep.equal([
            [bobs.id, bob.id]
        ]);
        expect(exported.ownership_offers_given.map(offer => [offer.document_id, offer.email])).to.deep.equal([
            [document.id, bob.email]
        ]);
        expect(exported.ownership_offers_received.map(offer => offer.document_id)).to.deep.equal([bobs.id]);
        expect(exported.api_keys.map(({ id, name, status }) => [id, name, status])).to.deep.equal([
            [key.id, 'script', 'active']
        ]);
        expect(exported.api_key_usage.map(usage => [usage.key_id, usage.requests, usage.refused])).to.deep.equal([
            [key.id, 3, 1]
        ]);
        expect(exported.audit_log.map(({ action }) => action)).to.include.members(['tier.changed', 'key.created']);
    });

    it('exports no data of other users, and no secret [BY-08]', async () => {
        const { ada, key } = await scene();
        const text = JSON.stringify(await exportOf(ada));
        expect(text).not.to.contain('the secret of Bob');
        expect(text).not.to.contain(key.secret.slice(-64));
        const [row] = await stage.database.query(
            `select encode(secret_hash, 'hex') as hash from sanyam_private.api_key_secrets where key_id = $1`,
            [key.id]
        );
        expect(text).not.to.contain(row?.['hash']);
        const stranger = await exportOf(await Persona.signUp(stage.cloud));
        expect(stranger).to.deep.include({ documents: [], shares_given: [], shares_received: [], api_keys: [] });
        expect(stranger).to.deep.include({ ownership_offers_given: [], ownership_offers_received: [] });
        expect(stranger).to.deep.include({ api_key_usage: [], audit_log: [] });
    });

    it('refuses an export of more than 256 MB [BY-08]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'x' });
        const resize = (bytes: number) =>
            stage.database.query('update public.document_versions set size_bytes = $2 where document_id = $1', [
                id,
                bytes
            ]);
        await resize(268_435_456);
        await exportOf(ada);
        await resize(268_435_457);
        const { status, error } = await ada.call('export_my_data');
        expect([status, error?.message]).to.deep.equal([413, 'DOCUMENT_TOO_LARGE']);
        expect(JSON.parse(error?.details ?? '')).to.deep.equal({
            size: 268_435_457,
            limit: 268_435_456,
            tier: 'free',
            upgrade_url: '/pricing'
        });
        expect(error?.hint).to.match(/one by one/);
    });

    it('leaves no trace outside the audit log when it is deleted [BY-08]', async () => {
        const { ada, document, thrownAway, key } = await scene();
        for (const id of [ada.id, document.id, thrownAway.id, key.id]) {
            expect(await rowsThatName(stage.database, id)).not.to.deep.equal([]);
        }
        await expectSuccess(ada, 'delete_my_account');
        for (const id of [document.id, thrownAway.id, key.id, ada.id]) {
            expect(await rowsThatName(stage.database, id)).to.deep.equal([]);
        }
        expect(await stage.database.query('select from auth.users where id = $1', [ada.id])).to.deep.equal([]);
        const log = await stage.database.query('select action from public.audit_log where user_id = $1', [ada.id]);
        expect(log).to.deep.include({ action: 'account.deleted' });
    });

    it('refuses its tokens and its password after it is deleted [BY-08]', async () => {
        const ada = await pro();
        await ada.create();
        await expectSuccess(ada, 'delete_my_account');
        for (const name of ['my_account', 'export_my_data', 'delete_my_account']) {
            const { status, error } = await ada.call(name);
            expect([status, error?.message], name).to.deep.equal([401, 'UNAUTHORIZED']);
        }
        const credentials = { email: ada.email, password: 'correct horse battery' };
        expect((await ada.client.auth.signInWithPassword(credentials)).error?.code).to.equal('invalid_credentials');
    });

    it('leaves the data of other users unchanged when it is deleted [BY-08]', async () => {
        const { ada, bob, document, bobs } = await scene();
        await ada.save(bobs.id, { content: 'improved by Ada' });
        await expectSuccess(ada, 'delete_my_account');
        expect(await bob.read(bobs.id)).to.include({ content: 'improved by Ada', version: 2, updated_by: ada.id });
        expect((await bob.call('read_document', { document_id: document.id })).status).to.equal(404);
        expect((await bob.list()).items.map(({ id }) => id)).to.deep.equal([bobs.id]);
        const exported = await exportOf(bob);
        expect(exported.shares_given.map(({ email }) => email)).to.deep.equal([ada.email]);
        expect(exported.shares_received).to.deep.equal([]);
        expect(await stage.database.counters(bob.id)).to.deep.equal({ kept: [1, 15], recounted: [1, 15] });
    });

    it('can be deleted while it is in use [BY-08]', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const document = await ada.create({ content: 'start' });
        const bobs = await bob.create({ content: 'start' });
        await giveShare(stage.database, document, bob, 'edit');
        const answers = await Promise.all(
            Array.from({ length: 10 }, (_, racer) => [
                ada.call('save_document', { document_id: document.id, content: `Ada ${racer}` }),
                bob.call('save_document', { document_id: document.id, content: `Bob ${racer}` }),
                ada.call('create_document', { name: `racer ${racer}`, language_id: 'x', idempotency_key: `${racer}` }),
                bob.call('share_document', { document_id: bobs.id, email: ada.email, permission: 'view' }),
                ada.call('offer_ownership', { document_id: document.id, email: bob.email }),
                ...(racer === 5 ? [ada.call('delete_my_account')] : [])
            ]).flat()
        );
        for (const { status, error } of answers) {
            expect(status, JSON.stringify(error)).to.be.oneOf([200, 204, 401, 404]);
        }
        expect(await rowsThatName(stage.database, ada.id)).to.deep.equal([]);
        expect(await rowsThatName(stage.database, document.id)).to.deep.equal([]);
        expect(await stage.database.counters(bob.id)).to.deep.equal({ kept: [1, 5], recounted: [1, 5] });
    });
});

describeUnderAllGrants('attacks on an account', stage => {
    it('cannot export or delete it with a key, without a token, or as another user [FR-016]', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        await ada.create({ content: 'still there' });
        const before = await stage.database.snapshot([ada.id]);
        const key = keyHolder(stage.cloud, ada, ['documents:read', 'documents:write', 'documents:delete']);
        for (const name of ['export_my_data', 'delete_my_account']) {
            expect(await key.call(name)).to.deep.include({ status: 403, data: null });
            expect((await Persona.anonymous(stage.cloud).call(name)).status).to.equal(401);
        }
        const mallory = await Persona.signUp(stage.cloud);
        for (const name of ['export_my_data', 'delete_my_account', 'delete_user']) {
            expect((await mallory.call(name, { user_id: ada.id })).status).to.equal(404);
            const { error } = await mallory.client.schema('sanyam_private').rpc(name, { user_id: ada.id });
            expect(error).not.to.equal(null);
        }
        await mallory.call('delete_my_account');
        expect(await stage.database.snapshot([ada.id])).to.deep.equal(before);
    });
});
