// SPDX-License-Identifier: MIT

import { DocumentStore } from '@sanyam/store';
import { signUpCloudUser } from '@sanyam/store/lib/test/cloud-user';
import { AuthSession, type SessionChange, type SignedInUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { DocumentCache } from '../common/document-cache';
import { CloudDocumentService } from './cloud-document-service';

/** A store that holds the responses to `read` until the test releases them. */
function withHeldReads(store: DocumentStore): {
    store: DocumentStore;
    reads: number;
    answer(): void;
    asked: Promise<void>;
} {
    const held = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const world = { store, reads: 0, answer: () => held.resolve(), asked: asked.promise };
    world.store = Object.create(store, {
        read: {
            value: async (documentId: string) => {
                world.reads++;
                const document = await store.read(documentId);
                asked.resolve();
                await held.promise;
                return document;
            }
        }
    });
    return world;
}

describe('CloudDocumentService', () => {
    async function world() {
        const {
            id: userId,
            store: { documents: store }
        } = await signUpCloudUser();
        const { id } = await store.create({ name: 'notes.md', language_id: 'markdown', content: 'one' });
        const held = withHeldReads(store);
        const changes = new Emitter<SessionChange>();
        const user: SignedInUser = { id: userId, email: 'ada@example.org' };
        const session: AuthSession = {
            ready: Promise.resolve(),
            user,
            onDidChange: changes.event,
            accessToken: async () => null,
            renewToken: async () => null
        };
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind(DocumentStore).toConstantValue(held.store);
        container.bind(DocumentCache).toDynamicValue(() => new DocumentCache());
        container.bind(AuthSession).toConstantValue(session);
        container.bind(CloudDocumentService).toSelf();
        const signOut = (): void => changes.fire({ kind: 'signed-out', user: undefined });
        return { id, store, held, signOut, documents: container.get(CloudDocumentService) };
    }

    it('reads a document from the cache the second time', async () => {
        const { id, held, documents } = await world();
        held.answer();
        await documents.read(id);
        await documents.read(id);
        expect(held.reads).to.equal(1);
    });

    it('reads a document from the store again after a confirmed save [FR-034]', async () => {
        const { id, held, documents } = await world();
        held.answer();
        expect((await documents.read(id)).content).to.equal('one');
        expect(held.reads).to.equal(1);
        await documents.save(id, { content: 'two', base_version: 1 });
        expect((await documents.read(id)).content).to.equal('two');
        expect(held.reads).to.equal(2);
    });

    it('does not cache a response that a save has made outdated [FR-034]', async () => {
        const { id, held, documents } = await world();
        const read = documents.read(id);
        await held.asked;
        await documents.save(id, { content: 'two', base_version: 1 });
        held.answer();
        await read;
        expect((await documents.read(id)).content).to.equal('two');
    });

    it('clears the cache when the user changes', async () => {
        const { id, held, signOut, documents } = await world();
        held.answer();
        await documents.read(id);
        signOut();
        await documents.read(id);
        expect(held.reads).to.equal(2);
    });

    it('does not cache the response to a request of the previous user', async () => {
        const { id, held, signOut, documents } = await world();
        const read = documents.read(id);
        await held.asked;
        signOut();
        held.answer();
        await read;
        await documents.read(id);
        expect(held.reads).to.equal(2);
    });
});
