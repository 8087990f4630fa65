// SPDX-License-Identifier: MIT

import type { ITextModel } from '@theia/monaco-editor-core/esm/vs/editor/common/model';
import type { IModelContentChangedEvent } from '@theia/monaco-editor-core/esm/vs/editor/common/textModelEvents';
import { drawnCharacters, LINES_AROUND } from './drawing-cost';

/** Knows how much of each line of a text may be drawn, also while the text changes. */
export class BoundedText {
    /** The characters of each line that may be drawn; `Infinity` if as many as usual. */
    drawn: number;

    constructor(
        private readonly model: ITextModel,
        didChange: () => void
    ) {
        this.drawn = this.count();
        model.onDidChangeContent(event => {
            const former = this.drawn;
            this.drawn = this.countAfter(event);
            if (this.drawn !== former) {
                didChange();
            }
        });
    }

    /** One change of an ordinary text is counted alone, with the lines that are shown beside it. */
    private countAfter({ changes, isFlush }: IModelContentChangedEvent): number {
        const [change] = changes;
        if (isFlush || this.drawn < Infinity || change === undefined || changes.length > 1) {
            return this.count();
        }
        const first = change.range.startLineNumber;
        return this.count(first, first + change.text.split('\n').length - 1);
    }

    private count(first = 1, last = this.model.getLineCount()): number {
        // Of a line that is ASCII only, Monaco draws each character alike.
        if (this.model.isDisposed() || !this.model.mightContainNonBasicASCII()) {
            return Infinity;
        }
        const lines = this.model.getLineCount();
        return drawnCharacters(Math.max(1, first - LINES_AROUND), Math.min(lines, last + LINES_AROUND), line =>
            this.model.getLineContent(line)
        );
    }
}
