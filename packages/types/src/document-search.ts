// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { cloudDocumentSchema } from './cloud-document';
import { storableTextSchema } from './document-text';
import { isLongerThan } from './normal-form';
import { reportProblem } from './report-problem';

/** The maximum length of a text to search for, in characters. No name of a document is longer. */
export const MAX_SEARCH_LENGTH = 255;

/** The maximum number of matches in one document that a search returns. */
export const MAX_MATCHES_PER_DOCUMENT = 1000;

/** Returns what is wrong with a text to search for, as a sentence, or undefined. The database has the same rules. */
export function searchTextProblem(text: string): string | undefined {
    if (text === '') {
        return 'Enter the text to search for.';
    }
    if (isLongerThan(MAX_SEARCH_LENGTH, text)) {
        return `The text to search for can have at most ${MAX_SEARCH_LENGTH} characters.`;
    }
    return /[\n\r]/.test(text) ? 'The text to search for cannot contain a line break.' : undefined;
}

/** A text to search for. It is compared as it is: case and white space are characters like others. */
export const searchTextSchema = storableTextSchema.pipe(z.string().superRefine(reportProblem(searchTextProblem)));

/** A place in a line: the column counts from 1. Both are in code units of UTF-16, as in editors and in JavaScript. */
export const matchPlaceSchema = z.object({ column: z.int().positive(), length: z.int().positive() });

export type MatchPlace = z.infer<typeof matchPlaceSchema>;

/** A match in the text of a document. */
export const textMatchSchema = matchPlaceSchema.extend({
    /** From 1. A line ends with \n, \r\n or \r. */
    line_number: z.int().positive(),
    /** The line, without its end. Of a long line, a part around the match. */
    line: z.string(),
    /** The column at which `line` begins: 1, unless its beginning is cut off. */
    line_column: z.int().positive(),
    /** Whether `line` is only a part of the line. */
    is_cut: z.boolean()
});
export type TextMatch = z.infer<typeof textMatchSchema>;

/** A document that a search finds, by its name, its text or both. */
export const foundDocumentSchema = z.object({
    document: cloudDocumentSchema,
    /** The first match in the name. */
    name_match: matchPlaceSchema.nullable(),
    /** The first matches in the text, in their order. */
    matches: z.array(textMatchSchema),
    /** Whether the text has more matches. */
    has_more_matches: z.boolean()
});
export type FoundDocument = z.infer<typeof foundDocumentSchema>;

/**
 * A page of a search. It can be short, and even empty, although there is a next page: a call reads only so much. The
 * search is complete when there is no `next_cursor`.
 */
export const searchPageSchema = z.object({
    items: z.array(foundDocumentSchema),
    next_cursor: z.string().nullable(),
    page_size: z.int().positive()
});
export type SearchPage = z.infer<typeof searchPageSchema>;
