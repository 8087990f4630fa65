// SPDX-License-Identifier: MIT

import { CloudFolders, DocumentStore, type DocumentChange, type DocumentQuery, type NewDocument } from '@sanyam/store';
import {
    AuthSession,
    CloudError,
    type CloudDocument,
    type CloudDocumentWithContent,
    type DocumentPage,
    type SignedInUser,
    onDidChangeUser
} from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { DocumentCache } from '../common/document-cache';
import { KnownDocuments, knownStateOf, type DocumentPlace } from './known-documents';

/** A change to a document that this window did not know yet. */
export interface CloudDocumentEvent {
    readonly documentId: string;
    readonly kind: 'created' | 'changed' | 'removed';
}

/** A name of a document that this window did not know yet. */
export interface DocumentNameEvent {
    readonly documentId: string;
    /** `undefined` if this is the first name that the window receives. */
    readonly previous: string | undefined;
}

/** The cloud documents of this window: a {@link DocumentStore} with a cache and change events. */
@injectable()
export class CloudDocumentService implements Disposable {
    @inject(DocumentStore)
    protected readonly store: DocumentStore;

    @inject(CloudFolders)
    @optional()
    protected readonly folders: CloudFolders | undefined;

    @inject(DocumentCache)
    protected readonly cache: DocumentCache;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** Increases when the user changes. Responses to requests of the previous user are not cached. */
    private generation = 0;
    private readonly known = new KnownDocuments();
    private readonly didRename = new Emitter<DocumentNameEvent>();
    /** Fires when this window receives a name that it did not know yet. */
    readonly onDidRename = this.didRename.event;
    private readonly didMove = new Emitter<string>();
    /** Fires with the id of a document that has another name, or is in another folder, than this window knew. */
    readonly onDidMove = this.didMove.event;
    private readonly didChange = new Emitter<CloudDocumentEvent>();
    readonly onDidChange = this.didChange.event;
    private readonly didChangeTree = new Emitter<void>();
    /** Fires when a folder may have other documents or names than before. */
    readonly onDidChangeTree = this.didChangeTree.event;
    private readonly didGiveAway = new Emitter<CloudDocument>();
    /** Fires with a document that was the user's own, and that somebody else has accepted. */
    readonly onDidGiveAway = this.didGiveAway.event;
    private readonly didCount = new Emitter<number>();
    /** Fires with the number of documents that the user sees, own and shared ones, whenever the cloud says it. */
    readonly onDidCount = this.didCount.event;

    @postConstruct()
    protected init(): void {
        const enter = (user: SignedInUser | undefined): void => {
            if (user !== undefined) {
                this.known.changeUser(user.id);
            }
        };
        enter(this.session?.user);
        onDidChangeUser(this.session, ({ kind, user }) => {
            this.generation++;
            this.cache.clear();
            if (kind === 'signed-out') {
                this.known.leaveUser();
            }
            enter(user);
        });
    }

    dispose(): void {
        this.didChange.dispose();
        this.didChangeTree.dispose();
        this.didMove.dispose();
        this.didRename.dispose();
        this.didGiveAway.dispose();
        this.didCount.dispose();
    }

    /** Returns the current name of a document; `undefined` if this window has not received it. */
    nameOf(documentId: string): string | undefined {
        return this.known.get(documentId)?.name;
    }

    /** Returns where a document is; `undefined` if this window has not received it. */
    placeOf(documentId: string): DocumentPlace | undefined {
        return this.known.get(documentId);
    }

    /** Reads a document from the cache or the store. @throws CloudError like {@link DocumentStore.read} */
    async read(documentId: string, signal?: AbortSignal): Promise<CloudDocumentWithContent> {
        await this.session?.ready;
        const cached = this.cache.get(documentId);
        if (cached) {
            return cached;
        }
        const { generation } = this;
        const document = await this.store.read(documentId, signal);
        // The response is outdated if a save was confirmed in the meantime.
        if (generation === this.generation && document.version >= (this.known.get(documentId)?.version ?? 0)) {
            this.cache.set(document);
            this.note(document);
        }
        return document;
    }

    /** @throws CloudError like {@link DocumentStore.create} */
    async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        await this.session?.ready;
        const created = await this.store.create(document, signal);
        this.forget(created.id, 'created');
        return created;
    }

    /** Saves a change and removes the document from the cache. @throws CloudError like {@link DocumentStore.save} */
    async save(documentId: string, change: DocumentChange): Promise<CloudDocument> {
        await this.session?.ready;
        try {
            const saved = await this.store.save(documentId, change);
            this.note(saved);
            this.didChange.fire({ documentId, kind: 'changed' });
            if (change.name !== undefined || change.folder !== undefined) {
                this.didChangeTree.fire();
            }
            return saved;
        } catch (error) {
            this.noteRemoval(documentId, error);
            throw error;
        } finally {
            this.cache.delete(documentId);
        }
    }

    /** Moves a document to the trash. @throws CloudError like {@link DocumentStore.trash} */
    async trash(documentId: string): Promise<CloudDocument> {
        await this.session?.ready;
        const trashed = await this.store.trash(documentId);
        this.forget(documentId, 'removed');
        return trashed;
    }

    /** Lists documents, and fires an event for each known one that has changed. @throws CloudError like {@link DocumentStore.list} */
    async list(query: DocumentQuery, signal?: AbortSignal): Promise<DocumentPage> {
        await this.session?.ready;
        const { generation } = this;
        const page = await this.store.list(query, signal);
        for (const document of page.items) {
            // A late answer is one for the user before.
            if (generation === this.generation && this.known.noteOwner(document)) {
                this.didGiveAway.fire(document);
                this.didChangeTree.fire();
            }
            const known = this.known.get(document.id);
            const state = knownStateOf(document);
            if (
                known &&
                (known.version < state.version || (known.version === state.version && known.access !== state.access))
            ) {
                const isMoved = known.name !== state.name || known.folder !== state.folder;
                this.note(document);
                this.forget(document.id, 'changed');
                if (isMoved) {
                    this.didChangeTree.fire();
                }
            }
        }
        if (isOfAll(query)) {
            this.didCount.fire(page.total_count);
        }
        return page;
    }

    /** Returns all documents that match `query`, from all pages. @throws CloudError like {@link DocumentStore.list} */
    async listAll(query: DocumentQuery): Promise<CloudDocument[]> {
        const documents: CloudDocument[] = [];
        let cursor: string | null | undefined;
        do {
            const page = await this.list({ ...query, page_size: 100, ...(cursor ? { cursor } : {}) });
            documents.push(...page.items);
            cursor = page.next_cursor;
        } while (cursor);
        return documents;
    }

    /**
     * Moves a folder with all documents in it and below it, in one step.
     *
     * @returns the number of documents
     * @throws CloudError like {@link CloudFolders.move}
     */
    async moveFolder(from: string, to: string): Promise<number> {
        await this.session?.ready;
        if (!this.folders) {
            throw new CloudError('CLOUD_NOT_CONFIGURED');
        }
        const count = await this.folders.move(from, to);
        this.cache.clear();
        this.didChangeTree.fire();
        // The open documents among them have a new version. A move has at most 1,000. The folder is moved, whatever
        // becomes of this list: the next check finds the versions, too.
        this.listAll({ folder: to, below: true }).catch((error: unknown) => {
            if (!CloudError.is(error)) {
                console.error('Could not list the documents of a moved folder', error);
            }
        });
        return count;
    }

    /**
     * Reads a document that a list no longer has under its name: it has another name, or is gone. Fires an event either way.
     *
     * @returns whether the document is still there
     * @throws CloudError, unless the document is gone
     */
    async findAgain(documentId: string): Promise<boolean> {
        this.cache.delete(documentId);
        try {
            await this.read(documentId);
            this.forget(documentId, 'changed');
            return true;
        } catch (error) {
            if (!CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                throw error;
            }
            this.forget(documentId, 'removed');
            return false;
        }
    }

    /** Removes a document from the cache and fires an event, because it was changed, removed or restored elsewhere. */
    forget(documentId: string, kind: CloudDocumentEvent['kind']): void {
        this.cache.delete(documentId);
        this.didChange.fire({ documentId, kind });
        if (kind !== 'changed') {
            this.didChangeTree.fire();
        }
    }

    private note(document: CloudDocument): void {
        const previous = this.known.get(document.id);
        this.known.set(document.id, knownStateOf(document));
        if (previous?.name !== document.name) {
            this.didRename.fire({ documentId: document.id, previous: previous?.name });
        }
        if (previous && (previous.name !== document.name || previous.folder !== document.folder)) {
            this.didMove.fire(document.id);
        }
    }

    private noteRemoval(documentId: string, error: unknown): void {
        if (CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
            this.forget(documentId, 'removed');
        }
    }
}

/** Returns whether a list has all documents of the user, on its pages. */
function isOfAll({ include_shared, state, language_id, query, folder }: DocumentQuery): boolean {
    return (
        include_shared === true &&
        [state ?? 'active', language_id, query, folder].every(value => value === undefined || value === 'active')
    );
}
