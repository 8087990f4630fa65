// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { apiKeyNameSchema } from './api-key';
import { apiKeyScopesSchema } from './api-key-scope';
import { documentNameSchema, languageIdSchema } from './document-name';
import { sharePermissionSchema } from './document-share';
import { storableTextSchema } from './document-text';
import { emailAddressSchema } from './email-address';
import { folderPathSchema } from './folder-path';

/** The body to create a document with the REST API. */
export const newDocumentBodySchema = z.strictObject({
    name: documentNameSchema,
    language_id: languageIdSchema,
    content: storableTextSchema.optional(),
    /** The path of a folder; the top by default. */
    folder: folderPathSchema.optional()
});
export type NewDocumentBody = z.input<typeof newDocumentBodySchema>;

/** The body to change a document with the REST API. Missing fields stay unchanged. */
export const documentChangeBodySchema = z.strictObject({
    name: documentNameSchema.optional(),
    language_id: languageIdSchema.optional(),
    content: storableTextSchema.optional(),
    /** Moves the document to another folder. */
    folder: folderPathSchema.optional(),
    /** True when a timer saved. Autosaves within five minutes make one version. */
    autosave: z.boolean().optional()
});
export type DocumentChangeBody = z.input<typeof documentChangeBodySchema>;

/** The body to move a folder with the REST API: the path that it has, and the path that it gets. */
export const folderMoveBodySchema = z.strictObject({ from: folderPathSchema, to: folderPathSchema });
export type FolderMoveBody = z.input<typeof folderMoveBodySchema>;

/** The body to share a document with the REST API. */
export const newShareBodySchema = z.strictObject({ email: emailAddressSchema, permission: sharePermissionSchema });
export type NewShareBody = z.input<typeof newShareBodySchema>;

/** The maximum in the database: ten years. */
const MAX_KEY_DAYS = 3650;

/** The body to create an API key with the REST API. */
export const newApiKeyBodySchema = z.strictObject({
    name: apiKeyNameSchema,
    scopes: apiKeyScopesSchema,
    /** Without it, the key does not expire. */
    expires_in_days: z.int().min(1).max(MAX_KEY_DAYS).optional()
});
export type NewApiKeyBody = z.input<typeof newApiKeyBodySchema>;
