// SPDX-License-Identifier: MIT

import { cloudDocumentSchema, type CloudDocument } from '@sanyam/types';
import { z } from 'zod';
import { documentReferenceSchema } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

/**
 * Documents in the trash. Every method rejects with a `CloudError`, with DOCUMENT_NOT_FOUND when the document does not
 * exist or the user cannot see it.
 */
export class CloudTrash extends DatabaseFunctions {
    /** Takes a document out of the trash. @throws CloudError FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED */
    async restore(documentId: string): Promise<CloudDocument> {
        const reference = this.checked(documentReferenceSchema, { document_id: documentId });
        return this.ask(cloudDocumentSchema, 'restore_document', reference);
    }

    /** Deletes a document in the trash for good, with its versions and shares. @throws CloudError VALIDATION_ERROR */
    async purge(documentId: string): Promise<void> {
        await this.session.call('purge_document', this.checked(documentReferenceSchema, { document_id: documentId }));
    }

    /** Deletes everything in the user's trash for good. @returns the number of deleted documents */
    async empty(): Promise<number> {
        return this.ask(z.int().nonnegative(), 'empty_trash', {});
    }
}
