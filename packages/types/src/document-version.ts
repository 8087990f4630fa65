// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { documentIdSchema, timestampSchema, versionSchema } from './cloud-document';
import { itemsPageOf } from './items-page';

/** How a version was made: a user saved, a timer saved, or an older version was restored. */
export const versionOriginSchema = z.enum(['save', 'autosave', 'restore']);
export type VersionOrigin = z.infer<typeof versionOriginSchema>;

/** A version without its text, as in the history of a document. */
export const documentVersionSchema = z.object({
    document_id: documentIdSchema,
    version_number: versionSchema,
    /** The name that a user gave this version. Named versions are not pruned. */
    name: z.string().nullable(),
    origin: versionOriginSchema,
    /** The name of the API key that made the version. Null for a session. */
    api_key_name: z.string().nullable(),
    created_at: timestampSchema,
    created_by: z.guid(),
    /** Null unless the author is the owner or the caller, or the caller is the owner, and the document is or was shared with the author. */
    created_by_email: z.string().nullable(),
    /** The name of the document at that time. */
    document_name: z.string(),
    language_id: z.string(),
    size_bytes: z.int().nonnegative(),
    /** The user who gave the name. Null without a name, and for names from earlier releases. */
    named_by: z.guid().nullable(),
    /** The folder of the document at that time. Empty at the top, and from a server of an earlier release. */
    document_folder: z.string().default('')
});
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

/** A version with its text. */
export const documentVersionWithContentSchema = documentVersionSchema.extend({ content: z.string() });
export type DocumentVersionWithContent = z.infer<typeof documentVersionWithContentSchema>;

/** A page of a document's history, newest first, with the cursors of the next and the previous page. */
export const documentVersionPageSchema = itemsPageOf(documentVersionSchema);
export type DocumentVersionPage = z.infer<typeof documentVersionPageSchema>;
