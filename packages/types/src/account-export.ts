// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { accountOverviewSchema } from './account';
import { apiKeySchema } from './api-key';
import { auditEntrySchema } from './audit-entry';
import { cloudDocumentWithContentSchema, documentIdSchema, timestampSchema } from './cloud-document';
import { documentShareSchema, ownershipOfferSchema } from './document-share';
import { documentVersionWithContentSchema } from './document-version';

/** A document with its text and all its versions, newest first. The first version has the text of the document. */
export const exportedDocumentSchema = cloudDocumentWithContentSchema.extend({
    versions: z.array(documentVersionWithContentSchema.omit({ created_by_email: true }))
});
export type ExportedDocument = z.infer<typeof exportedDocumentSchema>;

export const exportedShareSchema = documentShareSchema.extend({ owner_id: z.uuid() });
export type ExportedShare = z.infer<typeof exportedShareSchema>;

/** The use of an API key in one hour. */
export const exportedKeyUsageSchema = z.object({
    key_id: z.uuid(),
    hour: timestampSchema,
    /** Accepted requests. */
    requests: z.int().nonnegative(),
    /** Requests that were refused because of the limit or the state of the key. */
    refused: z.int().nonnegative(),
    last_used_at: timestampSchema
});
export type ExportedKeyUsage = z.infer<typeof exportedKeyUsageSchema>;

/** All data of a user in the cloud. */
export const accountExportSchema = z.object({
    exported_at: timestampSchema,
    account: accountOverviewSchema,
    /** Includes the documents in the trash. */
    documents: z.array(exportedDocumentSchema),
    shares_given: z.array(exportedShareSchema),
    /** Only shares that work at the time of the export. */
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
    /** Without secrets, which only the user has. */
    api_keys: z.array(apiKeySchema),
    api_key_usage: z.array(exportedKeyUsageSchema),
    audit_log: z.array(auditEntrySchema)
});
export type AccountExport = z.infer<typeof accountExportSchema>;
