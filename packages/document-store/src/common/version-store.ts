// SPDX-License-Identifier: MIT

import type { CloudDocument, DocumentVersion, DocumentVersionPage, DocumentVersionWithContent } from '@sanyam/types';
import type { PageQuery } from './document-store';

/**
 * A document's history. The database writes it: each save leaves a version, and autosaves within five minutes share
 * one. Every method rejects with a `CloudError`: DOCUMENT_NOT_FOUND when the document does not exist or is not the
 * user's to see, VERSION_NOT_FOUND when it has no such version (any more).
 */
export const VersionStore = Symbol('VersionStore');
export interface VersionStore {
    /** Newest first, without content. @throws CloudError INVALID_CURSOR */
    listVersions(documentId: string, query?: PageQuery, signal?: AbortSignal): Promise<DocumentVersionPage>;
    readVersion(documentId: string, versionNumber: number, signal?: AbortSignal): Promise<DocumentVersionWithContent>;
    /**
     * Brings a version's text back: a change like any other, which can be undone by restoring again. The name stays.
     *
     * @param baseVersion the version that the user saw; without one the last write wins
     * @throws CloudError OPTIMISTIC_LOCK_CONFLICT, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE,
     * TIER_LIMIT_EXCEEDED
     */
    restoreVersion(documentId: string, versionNumber: number, baseVersion?: number): Promise<CloudDocument>;
    /**
     * Gives a version a name, so that no rule deletes it; at most half of what the tier keeps can have one.
     *
     * @param name `null` takes the name away
     * @throws CloudError VALIDATION_ERROR, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    nameVersion(documentId: string, versionNumber: number, name: string | null): Promise<DocumentVersion>;
}
