// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { documentIdSchema, timestampSchema } from './cloud-document';

export const shareIdSchema = z.guid();

/** The permission of a share: `view` reads, `edit` also changes name and text, `admin` also deletes and restores. */
export const sharePermissionSchema = z.enum(['view', 'edit', 'admin']);
export type SharePermission = z.infer<typeof sharePermissionSchema>;

/** A share of a document with an email address. It looks the same whether or not the address has an account. */
export const documentShareSchema = z.object({
    id: shareIdSchema,
    document_id: documentIdSchema,
    /** In lower case. */
    email: z.string(),
    permission: sharePermissionSchema,
    /** The share gives no access from this time on. `null`: it does not expire. */
    expires_at: timestampSchema.nullable(),
    created_at: timestampSchema,
    updated_at: timestampSchema
});
export type DocumentShare = z.infer<typeof documentShareSchema>;

/** The answer to sharing. `created` is false when an existing share of the address was changed. */
export const sharedDocumentSchema = documentShareSchema.extend({ created: z.boolean() });
export type SharedDocument = z.infer<typeof sharedDocumentSchema>;

/** The shares of a document as its owner sees them, oldest first. */
export const documentShareListSchema = z.array(documentShareSchema.extend({ expired: z.boolean() }));
export type DocumentShareList = z.infer<typeof documentShareListSchema>;

/** A share that the user gave, with its document. */
export const givenShareSchema = documentShareSchema.extend({ expired: z.boolean(), document_name: z.string() });
export type GivenShare = z.infer<typeof givenShareSchema>;

/** A page of all shares that the user gave, the oldest first. Without a cursor, it is the last page. */
export const givenShareListSchema = z.object({
    shares: z.array(givenShareSchema),
    next_cursor: z.string().nullable()
});
export type GivenShareList = z.infer<typeof givenShareListSchema>;

/** A document that another user has begun to share with the user. */
export const newShareSchema = z.object({
    document_id: documentIdSchema,
    name: z.string(),
    owner_email: z.string().nullable(),
    permission: sharePermissionSchema,
    shared_at: timestampSchema,
    /** When the share ends. `null`: it does not end. Older clouds lack it. */
    expires_at: timestampSchema.nullable().optional()
});
export type NewShare = z.infer<typeof newShareSchema>;

/** The shares that a user got after a time, the newest first, at most 20, and the present time of the database. */
export const newShareListSchema = z.object({ now: timestampSchema, shares: z.array(newShareSchema) });
export type NewShareList = z.infer<typeof newShareListSchema>;

/** An owner whose shares and offers do not reach the user. */
export const blockedOwnerSchema = z.object({
    owner_id: z.uuid(),
    /** The address when the owner was blocked. */
    email: z.string().nullable(),
    blocked_at: timestampSchema
});
export type BlockedOwner = z.infer<typeof blockedOwnerSchema>;

/** The owners that a user has blocked, the last one first; at most 1,000. */
export const blockedOwnerListSchema = z.array(blockedOwnerSchema);

/** An offer to take over a document. */
export const ownershipOfferSchema = z.object({
    document_id: documentIdSchema,
    name: z.string(),
    owner_email: z.string().nullable(),
    offered_at: timestampSchema,
    expires_at: timestampSchema,
    /** Shares with others than the user and the owner, also those that wait for somebody to sign up. Older clouds lack it. */
    share_count: z.int().nonnegative().optional(),
    /** How many of them are admin shares, which fall to edit when the user accepts. Older clouds lack it. */
    admin_count: z.int().nonnegative().optional()
});
export type OwnershipOffer = z.infer<typeof ownershipOfferSchema>;

/** The offers to a user, oldest first. */
export const ownershipOfferListSchema = z.array(ownershipOfferSchema);
