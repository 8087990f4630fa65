// SPDX-License-Identifier: MIT

import {
    type CloudDocument,
    cloudDocumentSchema,
    type CloudDocumentWithContent,
    cloudDocumentWithContentSchema,
    type DocumentChangeBody,
    type FoundDocument,
    foundDocumentSchema,
    isSameName,
    listedFoldersSchema,
    type NewDocumentBody,
    normalizedFolder,
    pageOf,
    searchPageOf
} from '@sanyam/types';
import { z } from 'zod';
import { nothing, resource } from './answers';
import { type ChangeOptions, ifVersion, requireMatch, wasDone } from './conditional-change';
import type { CallOptions, Connection } from './connection';
import { type IdempotencyOptions, idempotencyKey } from './idempotency';
import { PagedList } from './paged-list';

export interface DocumentQuery {
    /** Text that the name contains. */
    readonly q?: string | undefined;
    readonly language_id?: string | undefined;
    /** Whether to include shared documents (default: true). */
    readonly include_shared?: boolean | undefined;
    /** Default: `active`. */
    readonly state?: 'active' | 'trashed' | undefined;
    /**
     * Lists own documents in this folder, in the order of their paths; the top is an empty path. The first page also has
     * the folders directly in it.
     */
    readonly folder?: string | undefined;
    /** With `folder`: also lists all below it. */
    readonly below?: boolean | undefined;
}

const documentPageSchema = pageOf(cloudDocumentSchema).extend(listedFoldersSchema.shape);
export type DocumentPage = z.infer<typeof documentPageSchema>;

/** What to search for, and where. */
export interface SearchQuery {
    /** The text to find in names and texts: 1 to 255 characters on one line. */
    readonly q: string;
    /** Only own documents in this folder and below it. */
    readonly folder?: string | undefined;
    readonly language_id?: string | undefined;
    /** Whether to search shared documents (default: true). */
    readonly include_shared?: boolean | undefined;
    /** Whether the case of letters counts (default: false). */
    readonly match_case?: boolean | undefined;
    /** Whether to find whole words only (default: false). */
    readonly whole_word?: boolean | undefined;
    /** The most matches in the text of one document, 1 to 1,000 (default: 20). */
    readonly matches_per_document?: number | undefined;
}

const foundPageSchema = searchPageOf(foundDocumentSchema);
export type SearchPage = z.infer<typeof foundPageSchema>;

export interface ReadOptions extends CallOptions {
    /** The version that the caller has. If it is still the newest, the answer is undefined. */
    readonly ifNoneMatch: number;
}

/** Documents. All methods throw SanyamError, with DOCUMENT_NOT_FOUND for a document that the caller cannot see. */
export class Documents {
    constructor(private readonly connection: Connection) {}

    /**
     * Lists documents without content. Without a folder: own and shared ones, newest change first; a document that
     * changes during the iteration moves to the front, so read the list again to see every change. With a folder: own
     * ones in it, in the order of their paths.
     */
    list(query: DocumentQuery = {}, { signal }: CallOptions = {}): PagedList<CloudDocument, DocumentPage> {
        return new PagedList(
            ({ limit, cursor, direction }) =>
                this.connection.send({
                    method: 'GET',
                    path: ['documents'],
                    query: { ...queryOf(query), limit, cursor, direction },
                    answer: documentPageSchema,
                    repeat: 'always',
                    signal
                }),
            signal
        );
    }

    /**
     * Searches the names and texts of own and shared documents, without the trash, newest change first. A page can be
     * short or empty although there is a next one; the iteration goes through all of them.
     *
     * @throws SanyamError VALIDATION_ERROR, RATE_LIMIT_EXCEEDED
     */
    search(query: SearchQuery, { signal }: CallOptions = {}): PagedList<FoundDocument, SearchPage> {
        return new PagedList(
            ({ limit, cursor }) =>
                this.connection.send({
                    method: 'GET',
                    path: ['search'],
                    query: { ...searchQueryOf(query), limit, cursor },
                    answer: foundPageSchema,
                    repeat: 'always',
                    signal
                }),
            signal
        );
    }

    /**
     * Creates a document.
     *
     * @throws SanyamError VALIDATION_ERROR, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED, FEATURE_NOT_AVAILABLE
     */
    create(document: NewDocumentBody, options: IdempotencyOptions = {}): Promise<CloudDocument> {
        return this.connection.send({
            method: 'POST',
            path: ['documents'],
            headers: idempotencyKey(options),
            body: document,
            answer: resource(cloudDocumentSchema),
            repeat: 'always',
            signal: options.signal
        });
    }

    /** Returns a document with its content. */
    read(id: string, options?: CallOptions): Promise<CloudDocumentWithContent>;
    /** Returns a document with its content, or undefined when the caller has the newest version. */
    read(id: string, options: ReadOptions): Promise<CloudDocumentWithContent | undefined>;
    async read(id: string, options: CallOptions | ReadOptions = {}): Promise<CloudDocumentWithContent | undefined> {
        const version = 'ifNoneMatch' in options ? options.ifNoneMatch : undefined;
        const answer = resource(cloudDocumentWithContentSchema);
        const document = await this.connection.send({
            method: 'GET',
            path: ['documents', id],
            headers: { 'If-None-Match': version === undefined ? undefined : `"${version}"` },
            answer: version === undefined ? answer : answer.optional(),
            repeat: 'always',
            signal: options.signal
        });
        // A proxy may have removed the header, or changed it so that it names no version.
        return document?.version === version ? undefined : document;
    }

    /**
     * Changes the given fields. The answer has no content. Without `ifMatch`, the last write wins. With it, a lost
     * answer can lead to a conflict on the retry: the change counts as successful if the next version has exactly its
     * values.
     *
     * @throws ConflictError when the document has another version than `ifMatch`
     * @throws SanyamError IF_MATCH_LOST when a proxy removed `ifMatch`; and the errors of {@link create}
     */
    async update(
        id: string,
        change: DocumentChangeBody,
        { ifMatch, signal }: ChangeOptions = {}
    ): Promise<CloudDocument> {
        const changed = await this.connection.send({
            method: 'PUT',
            path: ['documents', id],
            headers: ifVersion(ifMatch),
            body: change,
            answer: resource(cloudDocumentSchema),
            repeat: failure =>
                wasDone(failure, ifMatch, async () => {
                    const now = await this.read(id, { signal });
                    return isSame(change, now) ? now : undefined;
                }),
            signal
        });
        return requireMatch(changed, ifMatch);
    }

    /** Moves a document to the trash. @throws ConflictError when it has another version than `ifMatch` */
    delete(id: string, { ifMatch, signal }: ChangeOptions = {}): Promise<void> {
        return this.connection.send({
            method: 'DELETE',
            path: ['documents', id],
            headers: ifVersion(ifMatch),
            answer: nothing,
            repeat: 'always',
            signal
        });
    }

    /**
     * Restores a document from the trash. Within 10 minutes, the user who deleted it may do this on every plan.
     *
     * @throws ConflictError when it has another version than `ifMatch`
     * @throws SanyamError TIER_LIMIT_EXCEEDED, FEATURE_NOT_AVAILABLE
     */
    restore(id: string, { ifMatch, signal }: ChangeOptions = {}): Promise<CloudDocument> {
        return this.connection.send({
            method: 'POST',
            path: ['documents', id, 'restore'],
            headers: ifVersion(ifMatch),
            answer: resource(cloudDocumentSchema),
            repeat: 'always',
            signal
        });
    }
}

/** Returns the parameters of a query, without anything else that the caller's object has. */
function queryOf({ q, language_id, include_shared, state, folder, below }: DocumentQuery) {
    return { q, language_id, include_shared, state, folder, below };
}

/** Returns the parameters of a search, as {@link queryOf}. */
function searchQueryOf(query: SearchQuery) {
    const { q, folder, language_id, include_shared, match_case, whole_word, matches_per_document } = query;
    return { q, folder, language_id, include_shared, match_case, whole_word, matches_per_document };
}

/** Returns whether a document has the values of a change. */
function isSame(change: DocumentChangeBody, now: CloudDocumentWithContent): boolean {
    const { name = now.name, language_id = now.language_id, content = now.content, folder = now.folder } = change;
    return (
        isSameName(name, now.name) &&
        language_id === now.language_id &&
        content === now.content &&
        normalizedFolder(folder) === normalizedFolder(now.folder)
    );
}
