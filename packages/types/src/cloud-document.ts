// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** A time as the database writes it: RFC 3339, UTC, microseconds. Text end to end, since a `Date` keeps milliseconds. */
export const timestampSchema = z.iso.datetime({ offset: true });

export const documentIdSchema = z.uuid();

/** PostgreSQL's largest `integer`: no document version is larger. */
export const MAX_VERSION = 2_147_483_647;

export const versionSchema = z.int().min(1).max(MAX_VERSION);

export const documentPermissionSchema = z.enum(['owner', 'view', 'edit', 'admin']);
export type DocumentPermission = z.infer<typeof documentPermissionSchema>;

/** A document as lists show it. */
export const cloudDocumentSchema = z.object({
    id: documentIdSchema,
    owner_id: z.uuid(),
    owner_email: z.string().nullable(),
    name: z.string(),
    language_id: z.string(),
    size_bytes: z.int().nonnegative(),
    version: versionSchema,
    created_at: timestampSchema,
    updated_at: timestampSchema,
    updated_by: z.uuid().nullable(),
    deleted_at: timestampSchema.nullable(),
    deleted_by: z.uuid().nullable(),
    permission: documentPermissionSchema,
    read_only_reason: z.string().nullable()
});
export type CloudDocument = z.infer<typeof cloudDocumentSchema>;

/** A document with its text. */
export const cloudDocumentWithContentSchema = cloudDocumentSchema.extend({ content: z.string() });
export type CloudDocumentWithContent = z.infer<typeof cloudDocumentWithContentSchema>;

/** One page of a list, and the cursors that lead to its neighbours. */
export const documentPageSchema = z.object({
    items: z.array(cloudDocumentSchema),
    next_cursor: z.string().nullable(),
    prev_cursor: z.string().nullable(),
    total_count: z.int().nonnegative(),
    page_size: z.int().positive()
});
export type DocumentPage = z.infer<typeof documentPageSchema>;
