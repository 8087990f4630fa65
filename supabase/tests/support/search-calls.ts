// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';
import type { Arguments, Persona } from '@sanyam/test-kit/persona';
import { type SearchPage, searchPageSchema, type TextMatch, textMatchSchema } from '@sanyam/types';
import { z } from 'zod';

/** Returns a page of a search. It must have exactly the documented fields. */
export function search(persona: Persona, query: string, body: Arguments = {}): Promise<SearchPage> {
    return persona.expectSuccess(searchPageSchema.strict(), 'search_documents', { query, ...body });
}

/** Returns all pages of a search. */
export async function searchAll(persona: Persona, query: string, body: Arguments = {}): Promise<SearchPage[]> {
    const pages: SearchPage[] = [];
    for (let cursor: string | null = null; ;) {
        const page: SearchPage = await search(persona, query, { ...body, cursor });
        pages.push(page);
        if (page.next_cursor === null) {
            return pages;
        }
        cursor = page.next_cursor;
    }
}

/** Returns the names of the documents on pages of a search. */
export function namesOn(...pages: readonly SearchPage[]): string[] {
    return pages.flatMap(({ items }) => items.map(({ document }) => document.name));
}

export interface TextSearch {
    readonly content: string;
    readonly query: string;
    readonly matchCase?: boolean;
    readonly wholeWord?: boolean;
    readonly most?: number;
}

const resultSchema = z.object({ matches: z.array(textMatchSchema.strict()), has_more: z.boolean() });

/** Returns the matches in texts, without documents around them. */
export async function matchesIn(
    database: Database,
    searches: readonly TextSearch[]
): Promise<{ matches: TextMatch[]; has_more: boolean }[]> {
    const rows = await database.query(
        `select m.matches, m.has_more
         from unnest($1::text[], $2::text[], $3::boolean[], $4::boolean[], $5::integer[])
            with ordinality s (content, query, match_case, whole_word, most, place)
         cross join lateral sanyam_private.matches_in_text(
            s.content, sanyam_private.search_query_of(s.query, s.match_case, s.whole_word), s.most
         ) m
         order by s.place`,
        [
            searches.map(({ content }) => content),
            searches.map(({ query }) => query),
            searches.map(({ matchCase = false }) => matchCase),
            searches.map(({ wholeWord = false }) => wholeWord),
            searches.map(({ most = 1000 }) => most)
        ]
    );
    return z.array(resultSchema).parse(rows);
}
