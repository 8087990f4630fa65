// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { documentIdSchema, timestampSchema } from './cloud-document';

export const shareIdSchema = z.uuid();

/** What a share allows: `view` reads, `edit` changes name and text, `admin` deletes and restores as well. */
export const sharePermissionSchema = z.enum(['view', 'edit', 'admin']);
export type SharePermission = z.infer<typeof sharePermissionSchema>;

/** A share of a document, made to an e-mail address; it is the same whether or not the address has an account. */
export const documentShareSchema = z.object({
    id: shareIdSchema,
    document_id: documentIdSchema,
    /** In lower case. */
    email: z.string(),
    permission: sharePermissionSchema,
    /** From then on the share gives nothing; `null` is never. */
    expires_at: timestampSchema.nullable(),
    created_at: timestampSchema,
    updated_at: timestampSchema
});
export type DocumentShare = z.infer<typeof documentShareSchema>;

/** What sharing answers: `created` is false when the address had a share already, which was changed. */
export const sharedDocumentSchema = documentShareSchema.extend({ created: z.boolean() });
export type SharedDocument = z.infer<typeof sharedDocumentSchema>;

/** The shares of a document as its owner sees them, the oldest first. */
export const documentShareListSchema = z.array(documentShareSchema.extend({ expired: z.boolean() }));
export type DocumentShareList = z.infer<typeof documentShareListSchema>;

/** A document whose owner offers it to the user. */
export const ownershipOfferSchema = z.object({
    document_id: documentIdSchema,
    name: z.string(),
    owner_email: z.string().nullable(),
    offered_at: timestampSchema,
    expires_at: timestampSchema
});
export type OwnershipOffer = z.infer<typeof ownershipOfferSchema>;

/** The offers that wait for the user, the oldest first. */
export const ownershipOfferListSchema = z.array(ownershipOfferSchema);
