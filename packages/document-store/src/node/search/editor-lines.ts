// SPDX-License-Identifier: MIT

import type { LinePreview, SearchMatch } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';

/** What ends a line in an editor. For the search, only a line feed does. */
const LINE_ENDING = /\r\n|\r|\n/;

/** The most characters of a line that a result has in whole. Of a longer one, Theia shows a part. */
const MOST_SHOWN = 300;

/**
 * Returns the matches of a search in a file with the lines and columns that an editor has for them. For the search, a
 * carriage return is a character of its line, which a match can contain.
 *
 * @param text of the file, as the search read it
 */
export function inEditorLines(matches: readonly SearchMatch[], text: string): SearchMatch[] {
    if (!text.includes('\r')) {
        return [...matches];
    }
    const lines = text.split('\n');
    // The lines of the editor before each line of the search.
    const before = [0];
    for (const [index, line] of lines.entries()) {
        before.push((before[index] ?? 0) + returnsIn(line, index < lines.length - 1) + 1);
    }
    return matches.flatMap(match => {
        const line = lines[match.line - 1];
        const row = before[match.line - 1];
        // A text that has changed since has other lines. What is replaced is compared with the text once more.
        return line === undefined || row === undefined ? [match] : inLine(match, line, row);
    });
}

function inLine(match: SearchMatch, line: string, row: number): SearchMatch[] {
    const start = match.character - 1;
    const parts = line.slice(0, start).split('\r');
    const [shown = ''] = line.slice(start - (parts.at(-1) ?? '').length).split('\r');
    const character = (parts.at(-1) ?? '').length + 1;
    const length = Math.min(match.length, shown.length - character + 1);
    if (length <= 0 && match.length > 0) {
        return [];
    }
    const lineText: string | LinePreview = shown.length > MOST_SHOWN ? match.lineText : shown.trimEnd();
    return [{ line: row + parts.length, character, length, lineText }];
}

/** Returns the number of carriage returns that end a line by themselves. */
function returnsIn(line: string, hasLineFeed: boolean): number {
    const end = hasLineFeed && line.endsWith('\r') ? -1 : line.length;
    return line.slice(0, end).split(LINE_ENDING).length - 1;
}
