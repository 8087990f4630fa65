// SPDX-License-Identifier: MIT

import type {
    AccountOverview,
    AccountOverviewSource,
    CloudDocument,
    CloudDocumentWithContent,
    DocumentPage
} from '@sanyam/types';

export interface NewDocument {
    readonly name: string;
    readonly language_id: string;
    readonly content: string;
    /** The same key within 24 hours gives the same document: a create that got no answer can be sent again. */
    readonly idempotency_key?: string;
}

/** What is left out stays as it is. */
export interface DocumentChange {
    readonly name?: string;
    readonly language_id?: string;
    readonly content?: string;
    /** The version that the change was made from; without one the last write wins. */
    readonly base_version?: number;
    /** `save` unless given. */
    readonly origin?: 'save' | 'autosave';
}

/** A page of a list. */
export interface PageQuery {
    /** 20 unless given, at most 100. */
    readonly page_size?: number;
    readonly cursor?: string;
    /** On which side of the cursor the page lies; `next` unless given. */
    readonly direction?: 'next' | 'prev';
}

export interface DocumentQuery extends PageQuery {
    readonly state?: 'active' | 'trashed';
    readonly include_shared?: boolean;
    readonly language_id?: string;
    /** A part of the name. */
    readonly query?: string;
}

/**
 * Documents by id. Every method rejects with a `CloudError`; those that name a document with DOCUMENT_NOT_FOUND
 * when it does not exist or is not the user's to see, and all with UNAUTHORIZED when nobody is signed in.
 */
export const DocumentStore = Symbol('DocumentStore');
export interface DocumentStore extends AccountOverviewSource {
    /** @throws CloudError VALIDATION_ERROR, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED, FEATURE_NOT_AVAILABLE */
    create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument>;
    read(documentId: string, signal?: AbortSignal): Promise<CloudDocumentWithContent>;
    /** @throws CloudError OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, and what {@link create} throws */
    save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument>;
    /** Newest change first, without content. @throws CloudError INVALID_CURSOR */
    list(query: DocumentQuery, signal?: AbortSignal): Promise<DocumentPage>;
    /** Moves to the trash. @throws CloudError OPTIMISTIC_LOCK_CONFLICT */
    trash(documentId: string, baseVersion?: number): Promise<CloudDocument>;
    accountOverview(): Promise<AccountOverview>;
}
