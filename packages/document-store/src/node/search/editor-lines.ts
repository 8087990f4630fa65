// SPDX-License-Identifier: MIT

import type { SearchMatch } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';

/** What ends a line in an editor. For the search, only a line feed does. */
const LINE_ENDINGS = /\r\n|\r|\n/g;

const LINE_END = /[\r\n]/g;

/** The most characters of a line that a result has in whole. Of a longer one, Theia shows a part. */
const MOST_SHOWN = 300;

/**
 * Returns the matches of a search in a file with the lines and columns that an editor has for them. For the search, a
 * carriage return is a character of its line, which a match can contain. Their lines have the spaces at their ends, which a
 * match can contain, too.
 *
 * @param text of the file, as the search read it
 */
export function inEditorLines(matches: readonly SearchMatch[], text: string): SearchMatch[] {
    const lines = text.split('\n');
    // Where each line of the search begins, and the lines of the editor before it.
    const [starts, before] = [[0], [0]];
    // Where the first line of the editor ends in each of them.
    const ends: number[] = [];
    for (const [index, line] of lines.entries()) {
        const firstReturn = line.indexOf('\r');
        const returns = firstReturn === -1 ? 0 : returnsIn(line, index < lines.length - 1);
        starts.push((starts[index] ?? 0) + line.length + 1);
        before.push((before[index] ?? 0) + returns + 1);
        ends.push(firstReturn === -1 ? line.length : firstReturn);
    }
    return matches.flatMap(match => {
        const index = match.line - 1;
        const [line, start, row, end] = [lines[index], starts[index], before[index], ends[index]];
        // A text that has changed since has other lines. What is replaced is compared with the text once more.
        if (line === undefined || start === undefined || row === undefined || end === undefined) {
            return [match];
        }
        // It is shown in part, so only its row can differ. To build a line of megabytes for each match would take a minute.
        const isLongLine = end > MOST_SHOWN && end >= line.length - 1;
        return isLongLine && match.character - 1 + match.length <= end
            ? [{ ...match, line: row + 1 }]
            : inLines(match, text, start, row);
    });
}

/**
 * @param lineStart where the line of the match begins for the search
 * @param row the number of lines before it in an editor
 */
function inLines(match: SearchMatch, text: string, lineStart: number, row: number): SearchMatch[] {
    const start = lineStart + match.character - 1;
    const parts = text.slice(lineStart, start).split('\r');
    const before = parts.at(-1) ?? '';
    const found = foundPart(text.slice(start, start + match.length));
    if (found === '' && match.length > 0) {
        return [];
    }
    const end = start + found.length;
    LINE_END.lastIndex = end;
    const shown = (before + found + text.slice(end, LINE_END.exec(text)?.index)).replaceAll(LINE_ENDINGS, '\n');
    return [
        {
            line: row + parts.length,
            character: before.length + 1,
            length: found.replaceAll(LINE_ENDINGS, '\n').length,
            lineText: shown.length > MOST_SHOWN ? match.lineText : shown
        }
    ];
}

/** Returns the part of a match that an editor can find: its whole lines, or what is in the first one. */
function foundPart(found: string): string {
    return found.includes('\n') ? found.replace(/\r$/, '') : (found.split('\r')[0] ?? '');
}

/** Returns the number of carriage returns that end a line by themselves. */
function returnsIn(line: string, hasLineFeed: boolean): number {
    const end = hasLineFeed && line.endsWith('\r') ? -1 : line.length;
    return line.slice(0, end).split(LINE_ENDINGS).length - 1;
}
