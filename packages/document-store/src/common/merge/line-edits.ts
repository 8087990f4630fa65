// SPDX-License-Identifier: MIT

import type { IncomingChange } from './merge-texts';

/** What ends a line in an editor. */
const LINE_ENDING = /\r\n|\r|\n/;

/** A replacement of a part of an editor's text, as Monaco takes it. The lines of `text` end with a line feed. */
export interface LineEdit {
    /** Lines and columns are counted from 1. */
    readonly range: {
        readonly startLineNumber: number;
        readonly startColumn: number;
        readonly endLineNumber: number;
        readonly endColumn: number;
    };
    readonly text: string;
}

/**
 * Returns the edits that make a merged text of mine. They touch only what came in, so that cursors, folds and marks in
 * the rest of the editor stay.
 *
 * @param mine the text in the editor
 * @param merged the text with the changes
 * @param incoming the changes, from the first to the last
 */
export function lineEdits(mine: string, merged: string, incoming: readonly IncomingChange[]): LineEdit[] {
    const [before, after] = [mine.split(LINE_ENDING), merged.split(LINE_ENDING)];
    return incoming.map(change => {
        // An editor has an empty line after the last line feed, which belongs to no line of the merge.
        const isAtEnd =
            change.mine.end >= before.length || (change.mine.end === before.length - 1 && before.at(-1) === '');
        const lines = after.slice(change.merged.start, isAtEnd ? after.length : change.merged.end);
        const startLineNumber = change.mine.start + 1;
        if (!isAtEnd) {
            return {
                range: { startLineNumber, startColumn: 1, endLineNumber: change.mine.end + 1, endColumn: 1 },
                text: lines.map(line => `${line}\n`).join('')
            };
        }
        const endColumn = (before.at(-1)?.length ?? 0) + 1;
        return {
            range: { startLineNumber, startColumn: 1, endLineNumber: before.length, endColumn },
            text: lines.join('\n')
        };
    });
}
