// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { accountOverviewSchema } from './account';
import { apiKeySchema } from './api-key';
import { auditEntrySchema } from './audit-entry';
import { cloudDocumentSchema, timestampSchema } from './cloud-document';
import { documentShareSchema, ownershipOfferSchema } from './document-share';
import { documentVersionSchema } from './document-version';

/** What an export has, and when it began. A change during the export can change the numbers. */
export const exportManifestSchema = z.object({
    exported_at: timestampSchema,
    account: accountOverviewSchema,
    /** Includes the documents in the trash. */
    document_count: z.int().nonnegative(),
    version_count: z.int().nonnegative()
});
export type ExportManifest = z.infer<typeof exportManifestSchema>;

/** A document with everything but its texts, which are in the versions that follow it. */
export const exportedDocumentSchema = cloudDocumentSchema.extend({
    shares: z.array(documentShareSchema),
    ownership_offer: z
        .object({ email: z.string(), offered_at: timestampSchema, expires_at: timestampSchema })
        .nullable()
});
export type ExportedDocument = z.infer<typeof exportedDocumentSchema>;

/**
 * A version with its text, or with a piece of it: a text of 250,000 characters or more comes in pieces, one after
 * another. A version of which the last piece is missing was deleted during the export.
 */
export const exportedVersionSchema = documentVersionSchema.omit({ created_by_email: true }).extend({
    /** The characters (Unicode code points) of the text before this piece. */
    content_offset: z.int().nonnegative(),
    content: z.string(),
    /** Whether this is the last piece. It can be empty. */
    content_ends: z.boolean()
});
export type ExportedVersion = z.infer<typeof exportedVersionSchema>;

export const exportedShareSchema = documentShareSchema.extend({ owner_id: z.guid() });
export type ExportedShare = z.infer<typeof exportedShareSchema>;

/** The use of an API key in one hour. */
export const exportedKeyUsageSchema = z.object({
    key_id: z.guid(),
    hour: timestampSchema,
    /** Accepted requests. */
    requests: z.int().nonnegative(),
    /** Requests that were refused because of the limit or the state of the key. */
    refused: z.int().nonnegative(),
    last_used_at: timestampSchema
});
export type ExportedKeyUsage = z.infer<typeof exportedKeyUsageSchema>;

/**
 * A record of an export. The kinds come in this order. A document is followed by its versions, oldest first. A document
 * that changes during the export comes again with all its versions: the last one counts.
 */
export const exportItemSchema = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('document'), data: exportedDocumentSchema }),
    z.object({ kind: z.literal('version'), data: exportedVersionSchema }),
    /** Only shares that work at the time of the export. */
    z.object({ kind: z.literal('received_share'), data: exportedShareSchema }),
    z.object({ kind: z.literal('received_offer'), data: ownershipOfferSchema }),
    /** Without secrets, which only the user has. */
    z.object({ kind: z.literal('api_key'), data: apiKeySchema }),
    z.object({ kind: z.literal('api_key_usage'), data: exportedKeyUsageSchema }),
    z.object({ kind: z.literal('audit_entry'), data: auditEntrySchema })
]);
export type ExportItem = z.infer<typeof exportItemSchema>;

/** A page of an export, at most 4 MB of JSON. The first one has the manifest and no items. */
export const exportPageSchema = z.object({
    manifest: exportManifestSchema.nullable(),
    items: z.array(exportItemSchema),
    /** `null` on the last page. */
    next_cursor: z.string().nullable()
});
export type ExportPage = z.infer<typeof exportPageSchema>;
