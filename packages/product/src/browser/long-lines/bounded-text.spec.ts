// SPDX-License-Identifier: MIT

import type { ITextModel } from '@theia/monaco-editor-core/esm/vs/editor/common/model';
import type { IModelContentChangedEvent } from '@theia/monaco-editor-core/esm/vs/editor/common/textModelEvents';
import { expect } from 'chai';
import { BoundedText } from './bounded-text';

/** 60 of these lines together cost more than a window may take; 59 of them do not. */
const COSTLY = '\u0001'.repeat(135);

type Listener = (event: Pick<IModelContentChangedEvent, 'changes' | 'isFlush'>) => void;

/** A text whose lines can be changed. It counts which of them are read. */
function scene(lines: string[]) {
    const listeners: Listener[] = [];
    const read = new Set<number>();
    const model = {
        onDidChangeContent: (listener: Listener) => void listeners.push(listener),
        isDisposed: () => false,
        mightContainNonBasicASCII: () => true,
        getLineCount: () => lines.length,
        getLineContent: (line: number) => {
            read.add(line);
            return lines[line - 1] ?? expect.fail(`There is no line ${line}.`);
        }
    };
    let changes = 0;
    const text = new BoundedText(model as unknown as ITextModel, () => changes++);
    /** Replaces one line by others. */
    const replace = (line: number, ...others: string[]): void => {
        const range = {
            startLineNumber: line,
            startColumn: 1,
            endLineNumber: line,
            endColumn: lines[line - 1]?.length
        };
        lines.splice(line - 1, 1, ...others);
        read.clear();
        const change = { range, text: others.join('\n') } as IModelContentChangedEvent['changes'][number];
        listeners.forEach(listener => listener({ changes: [change], isFlush: false }));
    };
    return { text, read, replace, changes: () => changes };
}

function repeated(line: string, count: number): string[] {
    return Array.from({ length: count }, () => line);
}

describe('what may be drawn of a text that changes', () => {
    for (const [place, lines] of [
        ['after', [...repeated(COSTLY, 59), ...repeated('plain', 61)]],
        ['before', [...repeated('plain', 60), ...repeated(COSTLY, 59), 'plain']]
    ] as const) {
        it(`is less as soon as one line too many is costly ${place} the others, and all again without it`, () => {
            const { text, replace, changes } = scene([...lines]);
            expect(text.drawn).to.equal(Infinity);
            replace(60, COSTLY);
            expect(text.drawn).to.equal(100);
            expect(changes()).to.equal(1);
            replace(60, 'plain');
            expect(text.drawn).to.equal(Infinity);
            expect(changes()).to.equal(2);
        });
    }

    it('is less after many costly lines come at once', () => {
        const { text, replace } = scene(repeated('plain', 500));
        replace(250, ...repeated(COSTLY, 60));
        expect(text.drawn).to.equal(100);
    });

    it('is found from the lines around a change of an ordinary text', () => {
        const { read, replace } = scene(repeated('plain', 1000));
        replace(500, 'other');
        expect([...read]).to.have.members(Array.from({ length: 119 }, (_, index) => 441 + index));
    });
});
