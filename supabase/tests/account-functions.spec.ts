// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { ofKind, wholeExport } from './support/account-export.js';
import { giveShare, keyHolder, signUpPro, trashed } from './support/fixtures.js';
import { describeOnCloud, describeUnderAllGrants } from './support/describe-on-cloud.js';
import { rowsThatName } from './support/rows-that-name.js';

async function expectSuccess(persona: Persona, name: string, body: Record<string, unknown> = {}): Promise<unknown> {
    const { data, error } = await persona.call(name, body);
    expect(error, name).to.equal(null);
    return data;
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
        await expectSuccess(ada, 'export_my_data');
        return { ada, bob, document, thrownAway, bobs, key };
    }

    it('counts the documents in the trash', async () => {
        const ada = await pro();
        await trashed(ada);
        await ada.create();
        expect((await ada.account()).usage).to.deep.equal({ document_count: 1, storage_used_bytes: 0, trash_count: 1 });
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
        const { items } = await wholeExport(bob);
        expect(ofKind(items, 'document').flatMap(({ shares }) => shares.map(({ email }) => email))).to.deep.equal([
            ada.email
        ]);
        expect(ofKind(items, 'received_share')).to.deep.equal([]);
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
