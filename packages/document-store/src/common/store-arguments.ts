// SPDX-License-Identifier: MIT

import {
    apiKeyScopeSchema,
    documentNameSchema,
    languageIdSchema,
    MAX_VERSION,
    sharePermissionSchema,
    storableTextSchema,
    timestampSchema
} from '@sanyam/types';
import { z } from 'zod';

// What may be sent. The database judges for itself; what it would refuse is best refused where the user can still
// mend it, and what JSON or PostgreSQL would change must not be sent at all.

const baseVersionSchema = z.int().min(0).max(MAX_VERSION).optional();
const versionNumberSchema = z.int().min(1).max(MAX_VERSION);
const idSchema = z.guid('This is not an id.');
/** As the database judges it, so that no address which somebody has is refused here. */
const emailSchema = storableTextSchema.pipe(
    z
        .string()
        .trim()
        .max(254, 'An e-mail address has at most 254 characters.')
        .regex(/^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u, 'This is not an e-mail address.')
);
const idempotencyKeySchema = z.string().min(1).max(255).optional();

export const newDocumentSchema = z.object({
    name: documentNameSchema,
    language_id: languageIdSchema,
    content: storableTextSchema,
    idempotency_key: idempotencyKeySchema
});

export const documentReferenceSchema = z.object({ document_id: idSchema });

export const documentChangeSchema = documentReferenceSchema.extend({
    name: documentNameSchema.optional(),
    language_id: languageIdSchema.optional(),
    content: storableTextSchema.optional(),
    base_version: baseVersionSchema,
    origin: z.enum(['save', 'autosave']).optional()
});

export const pageQuerySchema = z.object({
    page_size: z.int().optional(),
    cursor: z.string().optional(),
    direction: z.enum(['next', 'prev']).optional()
});

export const documentQuerySchema = pageQuerySchema.extend({
    state: z.enum(['active', 'trashed']).optional(),
    include_shared: z.boolean().optional(),
    language_id: z.string().optional(),
    query: storableTextSchema.optional()
});

export const documentTrashSchema = documentReferenceSchema.extend({ base_version: baseVersionSchema });

export const versionQuerySchema = documentReferenceSchema.extend(pageQuerySchema.shape);
export const versionReferenceSchema = documentReferenceSchema.extend({ version_number: versionNumberSchema });
export const versionRestoreSchema = versionReferenceSchema.extend({ base_version: baseVersionSchema });
export const versionNameSchema = versionReferenceSchema.extend({ name: storableTextSchema.nullable() });

export const newShareSchema = documentReferenceSchema.extend({
    email: emailSchema,
    permission: sharePermissionSchema,
    expires_at: timestampSchema.optional(),
    idempotency_key: idempotencyKeySchema
});
export const shareReferenceSchema = z.object({ share_id: idSchema, document_id: idSchema.optional() });
export const newOwnershipOfferSchema = documentReferenceSchema.extend({ email: emailSchema.nullable() });

export const apiKeyRequestSchema = z.object({
    name: storableTextSchema.pipe(z.string().min(1, 'Enter a name.').max(100, 'A name has at most 100 characters.')),
    scopes: z.array(apiKeyScopeSchema).min(1, 'Choose at least one scope.'),
    expires_in_days: z.int().positive().optional()
});
export const apiKeyReferenceSchema = z.object({ key_id: idSchema });
