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
    return (found ?? []).flatMap(({ range: { start, end } }) => {
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
        return length === 0 ? [] : [{ match, range }];
    });
}

/** Finds the matches of a search that a text still has. It can have changed since, here or elsewhere. */
export class PresentMatches {
    private readonly ranges: ReadonlyMap<string, Range>;

    constructor(
        private readonly document: SearchedDocument,
        private readonly searchTerm: string,
        private readonly options: SearchInWorkspaceOptions
    ) {
        const all = matchesIn(document, searchTerm, { ...options, maxResults: Number.MAX_SAFE_INTEGER });
        this.ranges = new Map(all.map(({ match, range }) => [keyOf(match), range]));
    }

    /** The number of matches that the text has. */
    get count(): number {
        return this.ranges.size;
    }

    /** Returns the place of a match; `undefined` if something else is there. */
    rangeOf(match: SearchMatch): Range | undefined {
        return (
            this.ranges.get(keyOf(match)) ?? (this.options.useRegExp === true ? undefined : this.foundInCloud(match))
        );
    }

    /** The cloud has its own notion of a word, and of the case of some letters. */
    private foundInCloud({ line, character, length }: SearchMatch): Range | undefined {
        const [row, begin, end] = [line - 1, character - 1, character - 1 + length];
        const text = (from: number, to: number): string =>
            this.document.getText({ start: { line: row, character: from }, end: { line: row, character: to } });
        const found = text(begin, end);
        const isSame =
            this.options.matchCase === true
                ? found === this.searchTerm
                : // Both sigmas of Greek have one capital.
                  found.toUpperCase() === this.searchTerm.toUpperCase();
        const isWord =
            this.options.matchWholeWord !== true ||
            (!joins(begin > 0 ? text(begin - 1, begin) : '', found.at(0)) && !joins(found.at(-1), text(end, end + 1)));
        return isSame && isWord
            ? { start: { line: row, character: begin }, end: { line: row, character: end } }
            : undefined;
    }
}

function keyOf({ line, character, length }: SearchMatch): string {
    return `${line}:${character}:${length}`;
}

/** Returns whether two neighbors are in one word. */
function joins(left = '', right = ''): boolean {
    return PART_OF_WORD.test(left) && PART_OF_WORD.test(right);
}
