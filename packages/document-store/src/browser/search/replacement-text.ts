// SPDX-License-Identifier: MIT

import {
    parseReplaceString,
    ReplacePattern
} from '@theia/monaco-editor-core/esm/vs/editor/contrib/find/browser/replacePattern';
import type {
    SearchInWorkspaceOptions,
    SearchMatch
} from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { isTerm } from './editor-matches';

const LINE_ENDING = /\r\n|\r|\n/;

/**
 * What replaces the matches of a search. With a regular expression it can have groups, `\n`, `\t` and changes of case, as in
 * the editor's own Find.
 */
export class ReplacementText {
    private readonly pattern: ReplacePattern;

    constructor(
        entered: string,
        private readonly searchTerm: string,
        private readonly options: SearchInWorkspaceOptions
    ) {
        this.pattern =
            options.useRegExp === true ? parseReplaceString(entered) : ReplacePattern.fromStaticValue(entered);
    }

    /**
     * Returns the text for a match.
     *
     * @param groups the found text and its groups
     */
    for(groups: readonly string[]): string {
        return this.pattern.buildReplaceString([...groups]);
    }

    /**
     * Returns the text for a match in a line, or in the lines of one over several. The match is what it is there alone: one
     * that looks behind the end of its line has none.
     *
     * @param start the index of its first character
     * @returns undefined if something else is there, which is not replaced
     */
    inLine(line: string, start: number, length: number): string | undefined {
        const found = line.slice(start, start + length);
        if (this.options.useRegExp === true) {
            const groups = this.groupsIn(line, start);
            return groups?.[0] === found ? this.for(groups) : undefined;
        }
        return isTerm(found, this.searchTerm, this.options.matchCase) ? this.for([found]) : undefined;
    }

    /**
     * Returns a text with its matches replaced, and with line feeds at the ends of its lines.
     *
     * @param matches of a search: what is no longer at its place stays
     */
    inText(text: string, matches: readonly SearchMatch[]): string {
        const lines = text.split(LINE_ENDING);
        const starts: number[] = [];
        let length = 0;
        for (const line of lines) {
            starts.push(length);
            length += line.length + 1;
        }
        const joined = lines.join('\n');
        const parts: string[] = [];
        let done = 0;
        for (const match of matches.toSorted((a, b) => a.line - b.line || a.character - b.character)) {
            const row = starts[match.line - 1] ?? Infinity;
            const [start, end] = [row + match.character - 1, row + match.character - 1 + match.length];
            const lineEnd = joined.indexOf('\n', end);
            const shown = joined.slice(row, lineEnd < 0 ? undefined : lineEnd);
            const replaced = start < done ? undefined : this.inLine(shown, match.character - 1, match.length);
            if (replaced !== undefined) {
                parts.push(joined.slice(done, start), replaced);
                done = end;
            }
        }
        return [...parts, joined.slice(done)].join('');
    }

    private groupsIn(line: string, start: number): string[] | undefined {
        try {
            const expression = new RegExp(this.searchTerm, this.options.matchCase === true ? 'myu' : 'imyu');
            expression.lastIndex = start;
            return expression.exec(line) ?? undefined;
        } catch {
            // An expression that only the search on the disk knows.
            return undefined;
        }
    }
}
