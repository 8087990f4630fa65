// SPDX-License-Identifier: MIT

import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';

type TextModel = MonacoEditorModel['textEditorModel'];
type EndOfLineSequence = Parameters<TextModel['pushEOL']>[0];

/** Monaco's EndOfLineSequence, whose module needs a browser. */
export const LF: EndOfLineSequence = 0;
export const CRLF: EndOfLineSequence = 1;

/**
 * Gives all lines one ending. Monaco does nothing if its own copy of the text has that ending already, so it gets the
 * other one first. These are two steps for Undo: it would not notice a step that ends where it began.
 *
 * @param stored the line endings with which the text is stored
 */
export function pushEnding(model: TextModel, stored: 'mixed' | '\n' | '\r\n', ending: '\n' | '\r\n'): void {
    const [chosen, other] = ending === '\n' ? [LF, CRLF] : [CRLF, LF];
    if (model.getEOL() === ending && stored !== ending) {
        model.pushEOL(other);
        model.pushStackElement();
    }
    model.pushEOL(chosen);
}
