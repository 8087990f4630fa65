// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import {
    folderPathSchema,
    foundDocumentSchema,
    languageIdSchema,
    MAX_MATCHES_PER_DOCUMENT,
    MAX_SEARCH_LENGTH,
    searchPageOf,
    searchTextSchema,
    textMatchSchema
} from '@sanyam/types';
import { answers, json } from '../answers';
import { describeFields, describeSchema } from '../describe-schema';
import { documentSchema, FIELDS, FOLDER } from '../documents/document-schemas';
import { operation } from '../operation';
import { booleanParameter, pagePart, pageQuery } from '../parameters';

const COLUMN = { description: 'From 1, in code units of UTF-16, as editors and JavaScript count' };

const matchSchema = describeFields(textMatchSchema, {
    line_number: { description: 'From 1' },
    column: COLUMN,
    length: { description: 'In code units of UTF-16' },
    line: { description: 'The line without its end, or at most 295 characters of it around the match' },
    line_column: { description: 'The column at which `line` begins' },
    is_cut: { description: 'Whether `line` is only a part of the line' }
}).openapi('TextMatch');

const foundSchema = z
    .object({
        document: documentSchema,
        name_match: describeSchema(foundDocumentSchema.shape.name_match, {
            description: 'The first match in the name'
        }),
        matches: z.array(matchSchema).openapi({ description: 'The first matches in the text, in their order' }),
        has_more_matches: z.boolean().openapi({ description: 'Whether the text has more matches' })
    })
    .openapi('FoundDocument');

export const searchDocuments = operation(
    {
        id: 'documents.search',
        access: { scope: 'documents:read' },
        method: 'get',
        path: '/api/v1/search',
        summary: 'Search the names and texts of documents',
        description:
            'Searches my documents and those shared with me, without the trash, newest change first. A page can be ' +
            'short or empty, because a request reads a limited number of bytes. Follow `next_cursor` until it is null.',
        request: {
            query: z.strictObject({
                q: describeSchema(searchTextSchema, {
                    type: 'string',
                    minLength: 1,
                    maxLength: MAX_SEARCH_LENGTH,
                    description: 'The text to find, also within words. Without line breaks'
                }),
                folder: describeSchema(folderPathSchema.optional(), {
                    ...FOLDER,
                    description: 'Only my own documents in this folder and below it'
                }),
                language_id: describeSchema(languageIdSchema.optional(), FIELDS.language_id),
                include_shared: booleanParameter({ default: true }),
                match_case: booleanParameter({
                    default: false,
                    description:
                        'Whether the case of letters counts. Without it, letters outside of ASCII match in both cases'
                }),
                whole_word: booleanParameter({ default: false, description: 'Whether to find whole words only' }),
                matches_per_document: z
                    .string()
                    .regex(/^0*[1-9]\d*$/, 'Enter a number, 1 or higher.')
                    .transform(text => Math.min(Number(text), MAX_MATCHES_PER_DOCUMENT))
                    .optional()
                    .openapi({
                        type: 'integer',
                        minimum: 1,
                        default: 20,
                        description: 'Matches in the text of one document. Higher numbers count as 1,000'
                    }),
                limit: pageQuery.limit,
                cursor: pageQuery.cursor
            })
        },
        errors: ['INVALID_CURSOR'],
        responses: { 200: answers('A page of documents with their matches', searchPageOf(foundSchema)) }
    },
    async context => {
        const { q, folder, language_id, include_shared, match_case, whole_word, matches_per_document, ...page } =
            context.req.valid('query');
        const found = await context.var.store.search.find({
            query: q,
            ...pagePart(page),
            ...(folder === undefined ? {} : { folder }),
            ...(language_id === undefined ? {} : { language_id }),
            ...(include_shared === undefined ? {} : { include_shared }),
            ...(match_case === undefined ? {} : { match_case }),
            ...(whole_word === undefined ? {} : { whole_word }),
            ...(matches_per_document === undefined ? {} : { matches_per_document })
        });
        return json(context, {
            data: found.items,
            pagination: { next_cursor: found.next_cursor, limit: found.page_size }
        });
    }
);
