// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { accountOverviewSchema } from './account';
import { apiKeySchema } from './api-key';
import { auditEntrySchema } from './audit-entry';
import { cloudDocumentWithContentSchema, documentIdSchema, timestampSchema } from './cloud-document';
import { documentShareSchema, ownershipOfferSchema } from './document-share';
import { documentVersionWithContentSchema } from './document-version';

/** A document with its text and its whole history, newest version first; the first has the document's text. */
export const exportedDocumentSchema = cloudDocumentWithContentSchema.extend({
    versions: z.array(documentVersionWithContentSchema.omit({ created_by_email: true }))
});
export type ExportedDocument = z.infer<typeof exportedDocumentSchema>;

export const exportedShareSchema = documentShareSchema.extend({ owner_id: z.uuid() });
export type ExportedShare = z.infer<typeof exportedShareSchema>;

/** How much an API key was used in an hour. */
export const exportedKeyUsageSchema = z.object({
    key_id: z.uuid(),
    hour: timestampSchema,
    /** Those that were let through. */
    requests: z.int().nonnegative(),
    /** Those that were not, because of the hour's limit or of the key. */
    refused: z.int().nonnegative(),
    last_used_at: timestampSchema
});
export type ExportedKeyUsage = z.infer<typeof exportedKeyUsageSchema>;

/** Everything in the cloud that is a user's. */
export const accountExportSchema = z.object({
    exported_at: timestampSchema,
    account: accountOverviewSchema,
    /** Those in the trash, too. */
    documents: z.array(exportedDocumentSchema),
    shares_given: z.array(exportedShareSchema),
    /** Those that hold at the moment. */
    shares_received: z.array(exportedShareSchema),
    ownership_offers_given: z.array(
        z.object({
            document_id: documentIdSchema,
            email: z.string(),
            offered_at: timestampSchema,
            expires_at: timestampSchema
        })
    ),
    ownership_offers_received: z.array(ownershipOfferSchema),
    /** Without their secrets, which nobody has but the user. */
    api_keys: z.array(apiKeySchema),
    api_key_usage: z.array(exportedKeyUsageSchema),
    audit_log: z.array(auditEntrySchema)
});
export type AccountExport = z.infer<typeof accountExportSchema>;
