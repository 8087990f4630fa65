// SPDX-License-Identifier: MIT

import {
    folderPathSchema,
    languageIdSchema,
    MAX_MATCHES_PER_DOCUMENT,
    searchPageSchema,
    searchTextSchema,
    type SearchPage
} from '@sanyam/types';
import { z } from 'zod';
import { DatabaseFunctions } from '../session/database-functions';

/** What to search for, and where. */
export interface SearchQuery {
    /** The text to find in names and texts: 1 to 255 characters on one line. */
    readonly query: string;
    /** Only the user's own documents in this folder and below it. */
    readonly folder?: string;
    readonly language_id?: string;
    /** Whether to search what others share with the user (default: true). */
    readonly include_shared?: boolean;
    /** Whether the case of letters counts (default: false). */
    readonly match_case?: boolean;
    /** Whether to find whole words only (default: false). */
    readonly whole_word?: boolean;
    /** The most matches in the text of one document, 1 to 1,000 (default: 20). */
    readonly matches_per_document?: number;
    /** 20 documents by default, at most 100. */
    readonly page_size?: number;
    /** The `next_cursor` of the page before. */
    readonly cursor?: string;
}

const searchQuerySchema = z.object({
    query: searchTextSchema,
    folder: folderPathSchema.optional(),
    language_id: languageIdSchema.optional(),
    include_shared: z.boolean().optional(),
    match_case: z.boolean().optional(),
    whole_word: z.boolean().optional(),
    matches_per_document: z.int().min(1).max(MAX_MATCHES_PER_DOCUMENT).optional(),
    page_size: z.int().optional(),
    cursor: z.string().optional()
});

/** Searches the names and the newest texts of the documents that the user can read, without the trash. */
export class CloudSearch extends DatabaseFunctions {
    /**
     * Returns a page of the documents that match, newest change first. A page can be short or empty: ask for the next one
     * until there is no `next_cursor`.
     *
     * @throws CloudError VALIDATION_ERROR, INVALID_CURSOR, RATE_LIMIT_EXCEEDED while two searches of the user run
     */
    async find(query: SearchQuery, signal?: AbortSignal): Promise<SearchPage> {
        return this.ask(searchPageSchema, 'search_documents', this.checked(searchQuerySchema, query), signal);
    }
}
