// SPDX-License-Identifier: MIT

import type { Range } from '@theia/core/shared/vscode-languageserver-protocol';
import type { TextEditorDocument } from '@theia/editor/lib/browser/editor';
import type {
    SearchInWorkspaceOptions,
    SearchMatch
} from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';

type SearchedDocument = Pick<TextEditorDocument, 'findMatches' | 'getText' | 'getLineContent'>;

/** A letter, a digit or an underscore: what the cloud takes for a part of a word. */
const PART_OF_WORD = /^[\p{L}\p{N}_]$/v;

/** A match in the text of an editor, with its place in it. */
export interface EditorMatch {
    readonly match: SearchMatch;
    readonly range: Range;
    /** The found text, and the texts of its groups. */
    readonly groups: readonly string[];
}

/**
 * Returns what the text of an editor has of a search. The length of a match is that of its text: Theia's is that of what was
 * searched for, which is another one with a regular expression.
 */
export function matchesIn(
    document: SearchedDocument,
    searchTerm: string,
    { useRegExp = false, matchCase = false, matchWholeWord = false, maxResults }: SearchInWorkspaceOptions
): EditorMatch[] {
    const found = document.findMatches?.({
        searchString: searchTerm,
        isRegex: useRegExp,
        matchCase,
        matchWholeWord,
        ...(maxResults === undefined ? {} : { limitResultCount: maxResults })
    });
    return (found ?? []).flatMap(({ range: { start, end }, matches: groups }) => {
        // The lines and columns of Monaco begin at 1.
        const range: Range = {
            start: { line: start.line - 1, character: start.character - 1 },
            end: { line: end.line - 1, character: end.character - 1 }
        };
        const { length } = document.getText(range).replaceAll('\r\n', '\n');
        const lines = Array.from({ length: end.line - start.line + 1 }, (_, index) =>
            document.getLineContent(start.line + index)
        );
        const match = { line: start.line, character: start.character, length, lineText: lines.join('\n') };
        // A pattern can match between two characters.
        return length === 0 ? [] : [{ match, range, groups }];
    });
}

/** What is at the place of a match now. */
export type PresentMatch = Pick<EditorMatch, 'range' | 'groups'>;

/** Finds the matches of a search that a text still has. It can have changed since, here or elsewhere. */
export class PresentMatches {
    private readonly present: ReadonlyMap<string, EditorMatch>;

    constructor(
        private readonly document: SearchedDocument,
        private readonly searchTerm: string,
        private readonly options: SearchInWorkspaceOptions
    ) {
        const all = matchesIn(document, searchTerm, { ...options, maxResults: Number.MAX_SAFE_INTEGER });
        this.present = new Map(all.map(each => [keyOf(each.match), each]));
    }

    /** The number of matches that the text has. */
    get count(): number {
        return this.present.size;
    }

    /** Returns a match at its place; `undefined` if something else is there. */
    find(match: SearchMatch): PresentMatch | undefined {
        return this.present.get(keyOf(match)) ?? this.foundElsewhere(match);
    }

    /**
     * The searches in the cloud and on the disk have their own notions of a word, and of the case of some letters. They also
     * have one of regular expressions, but nothing tells that what is at the place is what such an expression means.
     */
    private foundElsewhere(match: SearchMatch): PresentMatch | undefined {
        if (this.options.useRegExp === true) {
            return undefined;
        }
        const [row, begin, end] = [match.line - 1, match.character - 1, match.character - 1 + match.length];
        const text = (from: number, to: number): string =>
            this.document.getText({ start: { line: row, character: from }, end: { line: row, character: to } });
        const found = text(begin, end);
        const range = { start: { line: row, character: begin }, end: { line: row, character: end } };
        const isWord =
            this.options.matchWholeWord !== true ||
            (!joins(begin > 0 ? text(begin - 1, begin) : '', found.at(0)) && !joins(found.at(-1), text(end, end + 1)));
        return isTerm(found, this.searchTerm, this.options.matchCase) && isWord
            ? { range, groups: [found] }
            : undefined;
    }
}

/** Returns whether a text is what was searched for without a regular expression. */
export function isTerm(found: string, searchTerm: string, matchCase = false): boolean {
    // Both sigmas of Greek have one capital, and both letters ß one small form.
    return matchCase
        ? found === searchTerm
        : found.toUpperCase() === searchTerm.toUpperCase() || found.toLowerCase() === searchTerm.toLowerCase();
}

function keyOf({ line, character, length }: SearchMatch): string {
    return `${line}:${character}:${length}`;
}

/** Returns whether two neighbors are in one word. */
function joins(left = '', right = ''): boolean {
    return PART_OF_WORD.test(left) && PART_OF_WORD.test(right);
}
