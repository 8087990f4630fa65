// SPDX-License-Identifier: MIT

import { conflictDetailsSchema } from '@sanyam/types';
import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rejection } from '../test/rejection';
import { signUpCloudUser, storeWithToken } from '../test/cloud-user';
import { CloudDocumentStore } from '../cloud-document-store';
import { PostgrestDatabaseSession } from '../session/postgrest-database-session';

const notes = { name: 'notes.md', language_id: 'markdown', content: '# संयम\r\n😀\uFEFF' };

describe('CloudDocuments', () => {
    it('keeps the name, language and text unchanged, with the owner and the time [FR-024]', async () => {
        const { id, store } = await signUpCloudUser();
        const created = await store.documents.create(notes);
        expect(created).to.include({
            name: notes.name,
            language_id: 'markdown',
            version: 1,
            owner_id: id,
            permission: 'owner'
        });
        expect(created.size_bytes).to.equal(Buffer.byteLength(notes.content));
        const read = await store.documents.read(created.id);
        expect(read.content).to.equal(notes.content);
        expect(read.created_at).to.match(/\.\d{6}(Z|\+00:00)$/);
    });

    it('raises the version for a change, and not for a save without a change [FR-025]', async () => {
        const { store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        const saved = await store.documents.save(id, { content: 'changed', base_version: 1 });
        expect(saved.version).to.equal(2);
        expect((await store.documents.save(id, { content: 'changed', base_version: 2 })).version).to.equal(2);
        expect((await store.documents.save(id, { name: 'renamed.md', base_version: 2 })).version).to.equal(3);
        expect(await store.documents.read(id)).to.include({
            name: 'renamed.md',
            content: 'changed',
            language_id: 'markdown'
        });
    });

    it('creates in a folder, and moves to another one with a new version [BY-04]', async () => {
        const { store } = await signUpCloudUser();
        const { id, folder } = await store.documents.create({ ...notes, folder: 'models/shared' });
        expect(folder).to.equal('models/shared');
        const moved = await store.documents.save(id, { folder: 'models', base_version: 1 });
        expect(moved).to.include({ folder: 'models', name: notes.name, version: 2 });
        const error = await rejection(store.documents.save(id, { folder: 'models//x' }));
        expect(error.code).to.equal('VALIDATION_ERROR');
        expect(error.details).to.have.nested.property('fields.folder');
        expect((await store.documents.read(id)).version).to.equal(2);
    });

    it('refuses a save over an older version, with the current version [FR-026]', async () => {
        const { id: userId, store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        await store.documents.save(id, { content: 'first', base_version: 1 });
        const error = await rejection(store.documents.save(id, { content: 'second', base_version: 1 }));
        expect([error.code, error.status]).to.deep.equal(['OPTIMISTIC_LOCK_CONFLICT', 409]);
        expect(conflictDetailsSchema.parse(error.details)).to.include({
            current_version: 2,
            your_version: 1,
            updated_by: userId
        });
        expect((await store.documents.read(id)).content).to.equal('first');
    });

    it('lets the last write win without a base version [FR-027]', async () => {
        const { store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        await store.documents.save(id, { content: 'first' });
        expect((await store.documents.save(id, { content: 'second' })).version).to.equal(3);
    });

    it('creates one document for two requests with one idempotency key', async () => {
        const { store } = await signUpCloudUser();
        const document = { ...notes, idempotency_key: randomUUID() };
        const [one, other] = await Promise.all([store.documents.create(document), store.documents.create(document)]);
        expect(one.id).to.equal(other.id);
        expect((await store.documents.list({})).total_count).to.equal(1);
    });

    it('lists documents in pages, newest change first [FR-111, FR-112]', async () => {
        const { store } = await signUpCloudUser();
        for (const name of ['a', 'b', 'c']) {
            await store.documents.create({ ...notes, name });
        }
        const first = await store.documents.list({ page_size: 2 });
        expect(first.items.map(({ name }) => name)).to.deep.equal(['c', 'b']);
        const second = await store.documents.list({ page_size: 2, cursor: first.next_cursor ?? '' });
        expect(second.items.map(({ name }) => name)).to.deep.equal(['a']);
        expect([second.next_cursor, second.total_count]).to.deep.equal([null, 3]);
        expect((await rejection(store.documents.list({ cursor: 'made up' }))).code).to.equal('INVALID_CURSOR');
    });

    it('moves a document to the trash, and from the list to the list of the trash [FR-020]', async () => {
        const { store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        expect((await store.documents.trash(id, 1)).deleted_at).to.not.equal(null);
        expect((await store.documents.list({})).items).to.deep.equal([]);
        expect((await store.documents.list({ state: 'trashed' })).items.map(item => item.id)).to.deep.equal([id]);
        expect((await rejection(store.documents.save(id, { content: 'x' }))).code).to.equal('DOCUMENT_READ_ONLY');
    });

    it('refuses text that cannot be stored unchanged before it is sent', async () => {
        const { store } = await signUpCloudUser();
        const { id } = await store.documents.create(notes);
        for (const content of ['a\u0000', '\uD800']) {
            for (const work of [store.documents.create({ ...notes, content }), store.documents.save(id, { content })]) {
                const error = await rejection(work);
                expect(error.code).to.equal('VALIDATION_ERROR');
                expect(error.details).to.have.nested.property('fields.content');
            }
        }
        expect((await store.documents.read(id)).version).to.equal(1);
    });

    it('reports a document that is too large with size, limit and tier [FR-051, FR-052]', async () => {
        const { store } = await signUpCloudUser();
        const error = await rejection(store.documents.create({ ...notes, content: 'x'.repeat(262_145) }));
        expect(error.status).to.equal(413);
        expect(error.details).to.include({ size: 262_145, limit: 262_144, tier: 'free' });
    });

    it('treats a document of another user like one that does not exist [FR-014]', async () => {
        const [owner, stranger] = await Promise.all([signUpCloudUser(), signUpCloudUser()]);
        const { id } = await owner.store.documents.create(notes);
        for (const documentId of [id, randomUUID()]) {
            expect((await rejection(stranger.store.documents.read(documentId))).code).to.equal('DOCUMENT_NOT_FOUND');
            expect((await rejection(stranger.store.documents.save(documentId, { content: 'x' }))).code).to.equal(
                'DOCUMENT_NOT_FOUND'
            );
            expect((await rejection(stranger.store.documents.trash(documentId))).code).to.equal('DOCUMENT_NOT_FOUND');
        }
    });

    it('throws UNAUTHORIZED without a token, or with an invalid one', async () => {
        for (const token of [null, 'not.a.token']) {
            const store = await storeWithToken(token);
            expect((await rejection(store.documents.list({}))).code, String(token)).to.equal('UNAUTHORIZED');
        }
    });

    it('throws SERVICE_UNAVAILABLE with the address when the server is unreachable [FR-087]', async () => {
        const server = createServer().listen(0, '127.0.0.1');
        await new Promise(resolve => server.once('listening', resolve));
        const { port } = server.address() as AddressInfo;
        await new Promise(resolve => server.close(resolve));
        const address = `http://127.0.0.1:${port}`;
        const store = new CloudDocumentStore(new PostgrestDatabaseSession(createClient(address, 'key'), address));
        const error = await rejection(store.documents.list({}));
        expect([error.code, error.status]).to.deep.equal(['SERVICE_UNAVAILABLE', 503]);
        expect(error.message).to.contain(`127.0.0.1:${port}`);
    });

    it('can be canceled', async () => {
        const { store } = await signUpCloudUser();
        const abort = new AbortController();
        abort.abort();
        const error: unknown = await store.documents.create(notes, abort.signal).catch((reason: unknown) => reason);
        expect(error).to.include({ name: 'AbortError' });
        expect((await store.documents.list({})).total_count).to.equal(0);
    });
});
