// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';

/**
 * The way out of the trash, and the way on. Every method rejects with a `CloudError`; those that name a document with
 * DOCUMENT_NOT_FOUND when it does not exist or is not the user's to see.
 */
export const TrashStore = Symbol('TrashStore');
export interface TrashStore {
    /** Takes a document out of the trash. @throws CloudError FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED */
    restore(documentId: string): Promise<CloudDocument>;
    /** Deletes a document in the trash for good, with its versions and shares. @throws CloudError VALIDATION_ERROR */
    purge(documentId: string): Promise<void>;
    /** Deletes for good what the user has in the trash. @returns how many documents that were */
    emptyTrash(): Promise<number>;
}
