// SPDX-License-Identifier: MIT

import { documentIdSchema, versionSchema } from '@sanyam/types';
import { z } from 'zod';

/** The largest text of a draft in bytes of UTF-8: twice the 8 MB that the largest plan can save. */
export const MAX_DRAFT_BYTES = 16 * 1024 * 1024;

/** How many drafts a browser keeps for a user. */
export const MAX_DRAFTS = 100;

/** How many bytes the texts of all drafts of a user can have. */
export const MAX_TOTAL_BYTES = 128 * 1024 * 1024;

/** What a list of drafts shows. Without the fields of a cloud document, it is an untitled one. */
export const draftHeaderSchema = z.object({
    /** The URI of the editor. */
    uri: z.string(),
    name: z.string(),
    language_id: z.string(),
    document_id: documentIdSchema.optional(),
    base_version: versionSchema.optional(),
    /** When the text was kept, in milliseconds since 1970. */
    kept_at: z.int().nonnegative()
});
export type DraftHeader = z.infer<typeof draftHeaderSchema>;

/** Unsaved text of an editor. */
export interface Draft extends DraftHeader {
    /** As it would be stored: with its byte order mark and its line endings. */
    readonly text: string;
    /** The text of the version that it is based on. Without it, the text is in conflict with any other version. */
    readonly base: string | undefined;
}

/** Where a draft is kept. */
export interface DraftKey {
    /** The id of its user, or empty for a text that was typed while nobody was signed in. */
    readonly owner: string;
    readonly id: string;
}

/** A draft as a list shows it. */
export interface KeptDraft extends DraftHeader {
    readonly key: DraftKey;
    /** The id of the window that keeps it. */
    readonly window: string;
}

/** A text that is not kept as a draft. The message says why. */
export class DraftRefused extends Error {
    override readonly name = 'DraftRefused';
}
