// SPDX-License-Identifier: MIT

import { cloudDocumentSchema, type CloudDocument } from '@sanyam/types';
import { z } from 'zod';
import { documentAtVersionSchema, documentReferenceSchema } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

/**
 * Documents in the trash. Every method rejects with a `CloudError`: DOCUMENT_NOT_FOUND if the document does not exist
 * or the user cannot see it.
 */
export class CloudTrash extends DatabaseFunctions {
    /**
     * Restores a document from the trash. On every plan, the user who deleted it may do this within 10 minutes, and the
     * owner after a deletion by somebody else.
     *
     * @param baseVersion the version that the document must have; undefined: any
     * @throws CloudError OPTIMISTIC_LOCK_CONFLICT, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    async restore(documentId: string, baseVersion?: number): Promise<CloudDocument> {
        const reference = this.checked(documentAtVersionSchema, { document_id: documentId, base_version: baseVersion });
        return this.ask(cloudDocumentSchema, 'restore_document', reference);
    }

    /**
     * Takes back a deletion, as every plan allows it: restores a document that the user deleted in the last 10 minutes,
     * or a document of the user that somebody else deleted.
     *
     * @returns the document, or undefined for another deletion
     * @throws CloudError OPTIMISTIC_LOCK_CONFLICT, TIER_LIMIT_EXCEEDED
     */
    async undo(documentId: string, baseVersion?: number): Promise<CloudDocument | undefined> {
        const reference = this.checked(documentAtVersionSchema, { document_id: documentId, base_version: baseVersion });
        const functionArguments = { ...reference, undo_only: true };
        return (await this.ask(cloudDocumentSchema.nullable(), 'restore_document', functionArguments)) ?? undefined;
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
