// SPDX-License-Identifier: MIT

import { cloudDocumentSchema, type CloudDocument } from '@sanyam/types';
import { z } from 'zod';
import { baseVersionSchema, documentReferenceSchema } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

const restoreSchema = documentReferenceSchema.extend({ base_version: baseVersionSchema });

/**
 * Documents in the trash. Every method rejects with a `CloudError`: DOCUMENT_NOT_FOUND if the document does not exist
 * or the user cannot see it.
 */
export class CloudTrash extends DatabaseFunctions {
    /**
     * Restores a document from the trash.
     *
     * @param baseVersion restores only this version; undefined: any
     * @throws CloudError OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    async restore(documentId: string, baseVersion?: number): Promise<CloudDocument> {
        const functionArguments = { document_id: documentId, base_version: baseVersion };
        return this.ask(cloudDocumentSchema, 'restore_document', this.checked(restoreSchema, functionArguments));
    }

    /**
     * Permanently deletes a document in the trash, with its versions and shares.
     *
     * @throws CloudError VALIDATION_ERROR
     */
    async purge(documentId: string): Promise<void> {
        await this.session.call('purge_document', this.checked(documentReferenceSchema, { document_id: documentId }));
    }

    /** Permanently deletes all documents in the user's trash. Returns their number. */
    async empty(): Promise<number> {
        return this.ask(z.int().nonnegative(), 'empty_trash', {});
    }
}
