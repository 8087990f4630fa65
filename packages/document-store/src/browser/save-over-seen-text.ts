// SPDX-License-Identifier: MIT

import type { DocumentChange } from '@sanyam/store';
import { CloudError, type CloudDocument, type CloudDocumentWithContent } from '@sanyam/types';
import type { CloudDocumentService } from './cloud-document-service';

/** A version that a new text replaces. */
export interface SeenVersion {
    readonly version: number;
    /** `undefined` if the user has not seen the text. */
    readonly text: string | undefined;
}

/**
 * Saves a text over a version, and over later versions that changed only the name or the language: the text is still the
 * one that the user has seen, and the new name stays. Returns the document also if the cloud already has the text, for
 * example from a save whose response was lost.
 *
 * @param isOwn whether a text is one that the user has sent before: the new one is based on it
 * @throws CloudError OPTIMISTIC_LOCK_CONFLICT if the text has changed, or cannot be read
 */
export async function saveOverSeenText(
    documents: CloudDocumentService,
    documentId: string,
    seen: SeenVersion,
    change: Pick<DocumentChange, 'origin'> & { readonly content: string },
    isOwn: (text: string) => boolean = () => false
): Promise<CloudDocument> {
    for (let base = seen.version; ;) {
        try {
            return await documents.save(documentId, { ...change, base_version: base });
        } catch (error) {
            const isConflict = CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT');
            const newest = isConflict ? await newestVersion(documents, documentId) : undefined;
            if (newest?.content === change.content) {
                return newest;
            }
            if (newest === undefined || newest.version <= base) {
                throw error;
            }
            if (newest.content !== seen.text && !isOwn(newest.content)) {
                throw error;
            }
            base = newest.version;
        }
    }
}

/** Returns the newest version, or `undefined` if it cannot be read. A failed save has removed it from the cache. */
export async function newestVersion(
    documents: CloudDocumentService,
    documentId: string
): Promise<CloudDocumentWithContent | undefined> {
    try {
        return await documents.read(documentId);
    } catch {
        return undefined;
    }
}
