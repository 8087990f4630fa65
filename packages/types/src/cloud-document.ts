// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { itemsPageOf } from './items-page';

/** A time from the database: RFC 3339, UTC, microseconds. It stays text, because a `Date` has only milliseconds. */
export const timestampSchema = z.iso.datetime({ offset: true });

/** The id of a document. As the ids of users, it can be any UUID that PostgreSQL accepts, also beyond RFC 9562. */
export const documentIdSchema = z.guid();

/** The largest version of a document: the largest `integer` in PostgreSQL. */
export const MAX_VERSION = 2_147_483_647;

export const versionSchema = z.int().min(1).max(MAX_VERSION);

export const documentPermissionSchema = z.enum(['owner', 'view', 'edit', 'admin']);
export type DocumentPermission = z.infer<typeof documentPermissionSchema>;

/** A document without its text, as in lists. */
export const cloudDocumentSchema = z.object({
    id: documentIdSchema,
    owner_id: z.guid(),
    owner_email: z.string().nullable(),
    name: z.string(),
    language_id: z.string(),
    size_bytes: z.int().nonnegative(),
    version: versionSchema,
    created_at: timestampSchema,
    updated_at: timestampSchema,
    updated_by: z.guid().nullable(),
    deleted_at: timestampSchema.nullable(),
    deleted_by: z.guid().nullable(),
    permission: documentPermissionSchema,
    read_only_reason: z.string().nullable(),
    /** Also null from a server of an earlier release. */
    access_ends_at: timestampSchema
        .nullable()
        .default(null)
        .describe('When the share of the caller ends. Null for the owner, and for a share without an end'),
    /**
     * The path of the folder in the owner's tree, for example `models/shared`. Empty at the top, and from a server of an
     * earlier release.
     */
    folder: z.string().default(''),
    /**
     * Since when the document has its owner, folder and name. Of documents with the same ones, the first has the plain name
     * in trees. Missing from a server of an earlier release.
     */
    placed_at: timestampSchema.optional()
});
export type CloudDocument = z.infer<typeof cloudDocumentSchema>;

/** A document with its text. */
export const cloudDocumentWithContentSchema = cloudDocumentSchema.extend({ content: z.string() });
export type CloudDocumentWithContent = z.infer<typeof cloudDocumentWithContentSchema>;

/** A page of a list, with the cursors of the next and the previous page. */
export const documentPageSchema = itemsPageOf(cloudDocumentSchema).extend({
    /**
     * The names of the folders directly in the folder that was listed, in order, at most 1,000. Only on the first page
     * of such a list, and not with all that is below.
     */
    folders: z.array(z.string()).nullable().optional(),
    /** The cursor to the folders after these. */
    next_folders_cursor: z.string().nullable().optional()
});
export type DocumentPage = z.infer<typeof documentPageSchema>;

/** The names of the folders directly in a folder, in order, and the cursor to the next ones. */
export const folderPageSchema = z.object({ items: z.array(z.string()), next_cursor: z.string().nullable() });
export type FolderPage = z.infer<typeof folderPageSchema>;
