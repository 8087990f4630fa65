// SPDX-License-Identifier: MIT

import type { CloudDocument, CloudDocumentWithContent, DocumentPage } from '@sanyam/types';
import type { PageQuery } from '../arguments';

export interface NewDocument {
    readonly name: string;
    readonly language_id: string;
    readonly content: string;
    /** The same key within 24 hours gives the same document, so a create without an answer can be sent again. */
    readonly idempotency_key?: string;
    /** The path of a folder, for example `models/shared`; the top by default. */
    readonly folder?: string;
}

/** Omitted fields stay as they are. */
export interface DocumentChange {
    readonly name?: string;
    readonly language_id?: string;
    readonly content?: string;
    /** The version that the change is based on. Without it, the change is saved over any version. */
    readonly base_version?: number;
    /** `save` by default. */
    readonly origin?: 'save' | 'autosave';
    /** Moves the document to another folder. Only its owner may: FORBIDDEN for others. */
    readonly folder?: string;
}

export interface DocumentQuery extends PageQuery {
    readonly state?: 'active' | 'trashed';
    readonly include_shared?: boolean;
    readonly language_id?: string;
    /** Finds documents with this text in their name. */
    readonly query?: string;
    /**
     * Lists the user's own documents in this folder, in the order of their paths; the top is an empty path. The first
     * page also has the folders directly in it.
     */
    readonly folder?: string;
    /** With a folder: also lists what is below it. */
    readonly below?: boolean;
}

/**
 * The documents that a user can see. Every method rejects with a `CloudError`: UNAUTHORIZED when nobody is signed in,
 * DOCUMENT_NOT_FOUND when the document does not exist or the user cannot see it.
 */
export const DocumentStore = Symbol('DocumentStore');
export interface DocumentStore {
    /** @throws CloudError VALIDATION_ERROR, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED, FEATURE_NOT_AVAILABLE */
    create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument>;
    read(documentId: string, signal?: AbortSignal): Promise<CloudDocumentWithContent>;
    /** @throws CloudError OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, and what {@link create} throws */
    save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument>;
    /**
     * Lists documents without content. The most recently changed come first, but a folder is in the order of paths.
     *
     * @throws CloudError INVALID_CURSOR
     */
    list(query: DocumentQuery, signal?: AbortSignal): Promise<DocumentPage>;
    /** Moves a document to the trash. @throws CloudError OPTIMISTIC_LOCK_CONFLICT */
    trash(documentId: string, baseVersion?: number): Promise<CloudDocument>;
}
