// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import fc from 'fast-check';
import { lineEdits, type LineEdit } from './line-edits';
import { mergeTexts } from './merge-texts';

/** Applies edits as an editor does, the last first, and returns its lines. */
function applied(text: string, edits: readonly LineEdit[]): string[] {
    let lines = text.split(/\r\n|\r|\n/);
    for (const { range, text: replacement } of [...edits].reverse()) {
        const { startLineNumber: start, startColumn, endLineNumber: end, endColumn } = range;
        const head = [...lines.slice(0, start - 1), (lines[start - 1] ?? '').slice(0, startColumn - 1)];
        const tail = [(lines[end - 1] ?? '').slice(endColumn - 1), ...lines.slice(end)];
        lines = `${head.join('\n')}${replacement}${tail.join('\n')}`.split('\n');
    }
    return lines;
}

const ending = fc.constantFrom('\n', '\n', '\r\n', '\r', '');
const line = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', ''), ending).map(parts => parts.join(''));
const text = fc.array(line, { maxLength: 8 }).map(lines => lines.join(''));

describe('the edits of a merge', () => {
    it('make the merged text of mine, for any texts [BY-01]', () => {
        let merged = 0;
        fc.assert(
            fc.property(text, text, text, (base, mine, theirs) => {
                const result = mergeTexts({ base, mine, theirs });
                if (result.kind === 'merged') {
                    merged += Number(result.incoming.length > 0);
                    const edits = lineEdits(mine, result.text, result.incoming);
                    expect(applied(mine, edits)).to.deep.equal(result.text.split(/\r\n|\r|\n/));
                }
            }),
            { numRuns: 20_000 }
        );
        expect(merged).to.be.greaterThan(100);
    });

    it('touch only the lines that came in', () => {
        const [mine, theirs] = ['one\n2\n3\n4\n', '1\n2\n3\nfour\nfive\n'];
        const result = mergeTexts({ base: '1\n2\n3\n4\n', mine, theirs });
        expect(result.kind === 'merged' && lineEdits(mine, result.text, result.incoming)).to.deep.equal([
            {
                range: { startLineNumber: 4, startColumn: 1, endLineNumber: 5, endColumn: 1 },
                text: 'four\nfive\n'
            }
        ]);
    });
});
