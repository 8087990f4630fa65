// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare } from './support/fixtures.js';
import { succeed, tally } from './support/share-calls.js';

/** Bytes of a version. */
const SIZE = 40;

describeOnCloud('the history of documents in the trash', stage => {
    let ada: Persona;
    beforeEach(async () => {
        ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_storage_bytes: 100 }, 'pro');
    });

    /** Creates a document without text, and with two versions that have some. */
    async function withHistory(): Promise<CloudDocument> {
        const { id } = await ada.create({ content: 'a'.repeat(SIZE) });
        await ada.save(id, { content: 'b'.repeat(SIZE) });
        return ada.save(id, { content: '' });
    }
    const trash = ({ id }: CloudDocument, caller = ada) => caller.call('trash_document', { document_id: id });
    const kept = async (): Promise<unknown> => {
        const [row] = await stage.database.query(
            `select coalesce(sum(d.history_bytes), 0)::integer as noted, coalesce(sum(v.size_bytes), 0)::integer as bytes
             from public.documents d
             cross join lateral (
                 select sum(w.size_bytes) as size_bytes from public.document_versions w where w.document_id = d.id
             ) v
             where d.owner_id = $1 and d.deleted_at is not null`,
            [ada.id]
        );
        return row;
    };

    it('is at most the storage of the plan and one document, and nothing of it is lost', async () => {
        const [first, second, third] = [await withHistory(), await withHistory(), await withHistory()];
        succeed(await trash(first));
        succeed(await trash(second));
        expect(await kept()).to.deep.equal({ noted: 4 * SIZE, bytes: 4 * SIZE });
        const { error, status } = await trash(third);
        expect([status, error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(error?.details ?? '')).to.include({
            limit_name: 'max_storage_bytes',
            limit: 100,
            current: 4 * SIZE
        });
        expect(error?.hint).to.match(/^The trash is full: its documents and their versions have 160 bytes/);
        expect(await kept()).to.deep.equal({ noted: 4 * SIZE, bytes: 4 * SIZE });
        succeed(await ada.call('purge_document', { document_id: first.id }));
        succeed(await trash(third));
    });

    it('counts no more after the document is restored', async () => {
        const [first, second] = [await withHistory(), await withHistory()];
        succeed(await trash(first));
        succeed(await trash(second));
        succeed(await ada.call('restore_document', { document_id: first.id }));
        succeed(await trash(first));
        expect(await kept()).to.deep.equal({ noted: 4 * SIZE, bytes: 4 * SIZE });
        const versions = await ada.call('list_versions', { document_id: first.id });
        expect((succeed(versions) as { items: unknown[] }).items).to.have.length(3);
    });

    it('stays below its limit when many documents come at the same moment', async () => {
        const documents: CloudDocument[] = [];
        while (documents.length < 12) {
            documents.push(await withHistory());
        }
        const answers = await Promise.all(documents.map(each => trash(each)));
        expect(tally(answers)).to.deep.equal({ ok: 2, TIER_LIMIT_EXCEEDED: 10 });
        expect(await kept()).to.deep.equal({ noted: 4 * SIZE, bytes: 4 * SIZE });
    });

    it('tells somebody with an admin share only that the trash of the owner is full', async () => {
        const bob = await Persona.signUp(stage.cloud);
        const [first, second, third] = [await withHistory(), await withHistory(), await withHistory()];
        await giveShare(stage.database, third, bob, 'admin');
        succeed(await trash(first));
        succeed(await trash(second));
        const { error } = await trash(third, bob);
        expect(JSON.parse(error?.details ?? '')).to.deep.equal({ limit_name: 'max_storage_bytes' });
        expect(error?.hint).to.equal('The trash of this document’s owner is full. Ask them to empty it.');
    });

    it('counts less when versions expire', async () => {
        const { id } = await withHistory();
        await ada.trash(id);
        await stage.database.query(
            `update public.document_versions v set created_at = now() - interval '2 years'
             where v.document_id = $1 and v.version_number = 1`,
            [id]
        );
        await stage.database.query('select sanyam_private.purge_versions(1000)');
        expect(await kept()).to.deep.equal({ noted: SIZE, bytes: SIZE });
    });
});
