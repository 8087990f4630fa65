// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { documentIdSchema, timestampSchema, versionSchema } from './cloud-document';

/** The most characters that the name of a version has. */
export const MAX_VERSION_NAME_LENGTH = 100;

/** How a version came about: a person saved, a timer did, or the text of an older version was brought back. */
export const versionOriginSchema = z.enum(['save', 'autosave', 'restore']);
export type VersionOrigin = z.infer<typeof versionOriginSchema>;

/** A version as a document's history shows it. */
export const documentVersionSchema = z.object({
    document_id: documentIdSchema,
    version_number: versionSchema,
    /** What somebody called this version, which is not deleted by any rule then. */
    name: z.string().nullable(),
    origin: versionOriginSchema,
    /** The API key that made it; null when its author had signed in. */
    api_key_name: z.string().nullable(),
    created_at: timestampSchema,
    created_by: z.uuid(),
    /** Null unless the author is the document's owner, or who asks. */
    created_by_email: z.string().nullable(),
    /** What the document was called then. */
    document_name: z.string(),
    language_id: z.string(),
    size_bytes: z.int().nonnegative()
});
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

/** A version with its text. */
export const documentVersionWithContentSchema = documentVersionSchema.extend({ content: z.string() });
export type DocumentVersionWithContent = z.infer<typeof documentVersionWithContentSchema>;

/** One page of a document's history, newest first, and the cursors that lead to its neighbours. */
export const documentVersionPageSchema = z.object({
    items: z.array(documentVersionSchema),
    next_cursor: z.string().nullable(),
    prev_cursor: z.string().nullable(),
    total_count: z.int().nonnegative(),
    page_size: z.int().positive()
});
export type DocumentVersionPage = z.infer<typeof documentVersionPageSchema>;
