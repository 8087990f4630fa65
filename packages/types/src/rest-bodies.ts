// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { apiKeyScopeSchema } from './api-key';
import { documentNameSchema, languageIdSchema } from './document-name';
import { sharePermissionSchema } from './document-share';
import { storableTextSchema } from './document-text';

/** What the REST API takes to make a document. */
export const newDocumentBodySchema = z.strictObject({
    name: documentNameSchema,
    language_id: languageIdSchema,
    content: storableTextSchema.optional()
});
export type NewDocumentBody = z.input<typeof newDocumentBodySchema>;

/** What the REST API takes to change a document; what is left out stays as it is. */
export const documentChangeBodySchema = z.strictObject({
    name: documentNameSchema.optional(),
    language_id: languageIdSchema.optional(),
    content: storableTextSchema.optional(),
    /** A timer saved, and no person: autosaves within five minutes share a version. */
    autosave: z.boolean().optional()
});
export type DocumentChangeBody = z.input<typeof documentChangeBodySchema>;

/** What the REST API takes to share a document. */
export const newShareBodySchema = z.strictObject({ email: storableTextSchema, permission: sharePermissionSchema });
export type NewShareBody = z.input<typeof newShareBodySchema>;

/** Ten years, which is what the database allows. */
const MAX_KEY_DAYS = 3650;

/** What the REST API takes to make an API key. */
export const newApiKeyBodySchema = z.strictObject({
    name: storableTextSchema,
    scopes: z.array(apiKeyScopeSchema).min(1, 'Choose at least one scope.'),
    /** Without it the key has no end. */
    expires_in_days: z.int().min(1).max(MAX_KEY_DAYS).optional()
});
export type NewApiKeyBody = z.input<typeof newApiKeyBodySchema>;
