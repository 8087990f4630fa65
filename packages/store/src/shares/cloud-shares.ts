// SPDX-License-Identifier: MIT

import {
    blockedOwnerListSchema,
    documentShareListSchema,
    emailAddressSchema,
    givenShareListSchema,
    idempotencyKeySchema,
    newShareListSchema,
    sharedDocumentSchema,
    sharePermissionSchema,
    timestampSchema,
    type BlockedOwner,
    type DocumentShareList,
    type GivenShareList,
    type NewShareList,
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
const ownerReferenceSchema = z.object({ owner_id: idSchema });
const cursorSchema = z.object({ cursor: z.string().optional() });
const sinceSchema = z.object({ since: timestampSchema.optional() });
const endedSharesSchema = z.int().nonnegative();
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
     * Lists a page of all shares that the user gave, oldest first. An API key cannot do this.
     *
     * @param cursor the `next_cursor` of the page before
     * @throws CloudError INVALID_CURSOR
     */
    async listGiven(cursor?: string): Promise<GivenShareList> {
        return this.ask(givenShareListSchema, 'list_given_shares', this.checked(cursorSchema, { cursor }));
    }

    /**
     * Lists the shares that the user got after a time, the newest first, at most 20.
     *
     * @param since the `now` of an earlier answer; undefined asks for the present time alone
     */
    async listNew(since: string | undefined): Promise<NewShareList> {
        return this.ask(newShareListSchema, 'list_new_shares', this.checked(sinceSchema, { since }));
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

    /**
     * Ends the user's own share of a document. The owner can share it again.
     *
     * @throws CloudError SHARE_NOT_FOUND
     */
    async leaveDocument(documentId: string): Promise<void> {
        await this.session.call('leave_document', this.checked(documentReferenceSchema, { document_id: documentId }));
    }

    /**
     * Ends all shares that the user has of an owner, and returns their number. The owner can share again. It is 0 if the
     * owner shares nothing with the user.
     */
    async leave(ownerId: string): Promise<number> {
        return this.ask(endedSharesSchema, 'leave_shares', this.checked(ownerReferenceSchema, { owner_id: ownerId }));
    }

    /**
     * Ends all shares that the user has of an owner, and keeps new shares and offers of that owner from the user. The
     * owner cannot see that. Returns the number of shares that ended. An API key cannot do this.
     *
     * @throws CloudError NOT_FOUND unless the owner shares or offers a document, TIER_LIMIT_EXCEEDED after 1,000 owners
     */
    async block(ownerId: string): Promise<number> {
        return this.ask(endedSharesSchema, 'block_owner', this.checked(ownerReferenceSchema, { owner_id: ownerId }));
    }

    /**
     * Lets shares and offers of an owner reach the user again, also those that were made in the meantime. An API key
     * cannot do this.
     */
    async unblock(ownerId: string): Promise<void> {
        await this.session.call('unblock_owner', this.checked(ownerReferenceSchema, { owner_id: ownerId }));
    }

    /** Lists the owners that the user has blocked, the last one first. An API key cannot do this. */
    async listBlocked(): Promise<BlockedOwner[]> {
        return this.ask(blockedOwnerListSchema, 'list_blocked_owners', {});
    }
}
