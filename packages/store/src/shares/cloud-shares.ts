// SPDX-License-Identifier: MIT

import {
    documentShareListSchema,
    emailAddressSchema,
    idempotencyKeySchema,
    sharedDocumentSchema,
    sharePermissionSchema,
    timestampSchema,
    type DocumentShareList,
    type SharedDocument,
    type SharePermission
} from '@sanyam/types';
import { z } from 'zod';
import { documentReferenceSchema, idSchema } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

export interface NewShare {
    readonly email: string;
    readonly permission: SharePermission;
    /** When the share expires, as RFC 3339. Without it, the share does not expire. */
    readonly expires_at?: string;
    /** The same key within 24 hours gives the same answer, so a request without an answer can be sent again. */
    readonly idempotency_key?: string;
}

const newShareSchema = documentReferenceSchema.extend({
    email: emailAddressSchema,
    permission: sharePermissionSchema,
    expires_at: timestampSchema.optional(),
    idempotency_key: idempotencyKeySchema.optional()
});
const shareReferenceSchema = z.object({ share_id: idSchema, document_id: idSchema.optional() });

/**
 * The shares of documents. A share gives access to the user who has confirmed its email address. Answers do not reveal
 * whether such a user exists. Only the owner can share. Every method rejects with a `CloudError`: DOCUMENT_NOT_FOUND if
 * the document does not exist or the user cannot see it, FORBIDDEN if the user is not the owner.
 */
export class CloudShares extends DatabaseFunctions {
    /**
     * Shares a document. Sharing with the same address again changes the permission.
     *
     * @throws CloudError VALIDATION_ERROR, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    async create(documentId: string, share: NewShare): Promise<SharedDocument> {
        const functionArguments = this.checked(newShareSchema, { document_id: documentId, ...share });
        return this.ask(sharedDocumentSchema, 'share_document', functionArguments);
    }

    /** Lists the shares of a document, oldest first. */
    async list(documentId: string): Promise<DocumentShareList> {
        const reference = this.checked(documentReferenceSchema, { document_id: documentId });
        return this.ask(documentShareListSchema, 'list_shares', reference);
    }

    /**
     * Removes a share. Access ends immediately. The recipient can also do this.
     *
     * @param documentId the document that the share must belong to
     * @throws CloudError SHARE_NOT_FOUND
     */
    async revoke(shareId: string, documentId?: string): Promise<void> {
        const reference = { share_id: shareId, document_id: documentId };
        await this.session.call('revoke_share', this.checked(shareReferenceSchema, reference));
    }
}
