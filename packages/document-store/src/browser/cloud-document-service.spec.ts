// SPDX-License-Identifier: MIT

import { CloudFolders, DocumentStore } from '@sanyam/store';
import { signUpCloudUser } from '@sanyam/store/lib/test/cloud-user';
import { AuthSession, CloudError, type SessionChange, type SignedInUser } from '@sanyam/types';
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
    type Session = Awaited<ReturnType<typeof world>>;

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
        const expire = (): void => changes.fire({ kind: 'expired', user: undefined });
        const signIn = (other?: SignedInUser): void => changes.fire({ kind: 'signed-in', user: other ?? user });
        return { id, store, held, signOut, expire, signIn, documents: container.get(CloudDocumentService) };
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

    /** Opens a document, ends the session, and moves the document elsewhere. Returns what the window hears afterwards. */
    async function newsAfter(end: (session: Pick<Session, 'expire' | 'signOut' | 'signIn'>) => void) {
        const session = await world();
        const { id, store, held, documents } = session;
        held.answer();
        await documents.read(id);
        end(session);
        await store.save(id, { name: 'plan.md', content: 'two', base_version: 1 });
        const news: string[] = [];
        documents.onDidChange(({ kind }) => news.push(kind));
        documents.onDidMove(() => news.push('moved'));
        session.signIn();
        await documents.list({});
        return { news, id, documents };
    }

    it('tells open editors of changes after an expired session and a sign-in of the same user', async () => {
        const { news, id, documents } = await newsAfter(({ expire }) => expire());
        expect(news).to.deep.equal(['moved', 'changed']);
        expect((await documents.read(id)).content).to.equal('two');
    });

    it('tells editors with unsaved text of changes when their user is back after a sign-out, or after another user', async () => {
        const other: SignedInUser = { id: 'bob', email: 'bob@example.org' };
        expect((await newsAfter(({ signOut }) => signOut())).news).to.deep.equal(['moved', 'changed']);
        const { news } = await newsAfter(({ expire, signIn, signOut }) => {
            expire();
            signIn(other);
            signOut();
        });
        expect(news).to.deep.equal(['moved', 'changed']);
    });

    it('tells another user nothing that the user before has received', async () => {
        const { id, held, documents, signOut, signIn } = await world();
        held.answer();
        await documents.read(id);
        expect(documents.nameOf(id)).to.equal('notes.md');
        signOut();
        expect(documents.nameOf(id)).to.equal(undefined);
        signIn({ id: 'bob', email: 'bob@example.org' });
        expect(documents.nameOf(id)).to.equal(undefined);
    });

    it('has moved a folder, also if the list of its documents fails afterwards', async () => {
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind(CloudFolders).toConstantValue(Object.create(null, { move: { value: async () => 3 } }));
        const list = async (): Promise<never> => {
            throw new CloudError('RATE_LIMIT_EXCEEDED');
        };
        container.bind(DocumentStore).toConstantValue(Object.create(null, { list: { value: list } }));
        container.bind(DocumentCache).toDynamicValue(() => new DocumentCache());
        container.bind(CloudDocumentService).toSelf();
        expect(await container.get(CloudDocumentService).moveFolder('a', 'b')).to.equal(3);
    });

    it('says that somebody has taken over a document of the user, once, and not that somebody shares one', async () => {
        const { id, store, documents } = await world();
        const page = await store.list({});
        let answer = page;
        store.list = async () => answer;
        const taken: string[] = [];
        documents.onDidGiveAway(document => taken.push(document.id));
        await documents.list({});
        answer = { ...page, items: page.items.map(item => ({ ...item, permission: 'edit' as const })) };
        await documents.list({});
        await documents.list({});
        expect(taken).to.deep.equal([id]);
    });
});
