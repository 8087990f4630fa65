// SPDX-License-Identifier: MIT

import {
    parseReplaceString,
    ReplacePattern
} from '@theia/monaco-editor-core/esm/vs/editor/contrib/find/browser/replacePattern';
import type { SearchInWorkspaceOptions } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';

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
     * @param groups the found text and its groups, if they are known
     * @returns undefined if the text has groups, which are not known
     */
    for(groups: readonly string[] | undefined): string | undefined {
        return groups === undefined && this.pattern.hasReplacementPatterns
            ? undefined
            : this.pattern.buildReplaceString([...(groups ?? [])]);
    }

    /**
     * Returns the text for a match in a line. The match is what it is in the line alone.
     *
     * @param start the index of its first character
     */
    inLine(line: string, start: number): string | undefined {
        return this.for(this.options.useRegExp === true ? this.groupsIn(line, start) : undefined);
    }

    private groupsIn(line: string, start: number): string[] | undefined {
        try {
            const expression = new RegExp(this.searchTerm, this.options.matchCase === true ? 'yu' : 'iyu');
            expression.lastIndex = start;
            return expression.exec(line) ?? undefined;
        } catch {
            // An expression that only the search on the disk knows.
            return undefined;
        }
    }
}
