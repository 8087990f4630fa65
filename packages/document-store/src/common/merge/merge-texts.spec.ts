// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mergeTexts, type MergeResult } from './merge-texts';

function merge(base: string, mine: string, theirs: string): MergeResult {
    return mergeTexts({ base, mine, theirs });
}

/** Returns the merged text; undefined for a conflict. Checks that both sides agree about it. */
function merged(base: string, mine: string, theirs: string): string | undefined {
    const [one, other] = [merge(base, mine, theirs), merge(base, theirs, mine)];
    expect(one.kind).to.equal(other.kind);
    if (one.kind === 'merged' && other.kind === 'merged') {
        expect(one.text).to.equal(other.text);
        return one.text;
    }
    return undefined;
}

/** Returns the numbers from 1 as lines, some of them replaced. */
function numbers(count: number, replaced: Readonly<Record<number, string>> = {}): string {
    return Array.from({ length: count }, (_, index) => replaced[index + 1] ?? `${index + 1}\n`).join('');
}

describe('the merge of two texts', () => {
    it('is the text itself if both are the same, also when all of it changed [BY-01]', () => {
        expect(merge('one\n', 'two\n', 'two\n')).to.deep.equal({ kind: 'merged', text: 'two\n', incoming: [] });
        expect(merge('', 'a\na\n', 'a\na\n')).to.include({ kind: 'merged', text: 'a\na\n' });
    });

    it('is the changed text if only one changed', () => {
        expect(merged('one\n', 'one\n', '')).to.equal('');
        expect(merged('', '', 'one\n')).to.equal('one\n');
        expect(merged('a\na\na\n', 'a\na\na\n', 'a\na\n')).to.equal('a\na\n');
    });

    it('has the changes of both if an unchanged line is between them [BY-01]', () => {
        expect(merged(numbers(3), numbers(3, { 1: 'one\n' }), numbers(3, { 3: 'three\n' }))).to.equal(
            'one\n2\nthree\n'
        );
        expect(merged(numbers(3), numbers(3, { 1: '1\nnew\n' }), numbers(3, { 3: '' }))).to.equal('1\nnew\n2\n');
        expect(
            merged(numbers(9), numbers(9, { 2: 'two\n', 8: 'eight\n' }), numbers(9, { 4: '', 6: '6\nnew\n' }))
        ).to.equal(numbers(9, { 2: 'two\n', 4: '', 6: '6\nnew\n', 8: 'eight\n' }));
    });

    it('has a change once that both made', () => {
        expect(merged(numbers(5), numbers(5, { 2: 'two\n' }), numbers(5, { 2: 'two\n', 5: '' }))).to.equal(
            '1\ntwo\n3\n4\n'
        );
        expect(merged('a\n', 'a\nsame\n', 'new\na\nsame\n')).to.equal('new\na\nsame\n');
    });

    it('is a conflict if changes touch each other, as in git [BY-01]', () => {
        const conflicts = [
            ['a line that both changed', numbers(3, { 2: 'mine\n' }), numbers(3, { 2: 'theirs\n' })],
            ['neighboring lines', numbers(3, { 1: 'mine\n' }), numbers(3, { 2: 'theirs\n' })],
            ['a deleted line that the other changed', numbers(3, { 2: '' }), numbers(3, { 2: 'theirs\n' })],
            ['two lines at the same place', numbers(3, { 1: '1\nmine\n' }), numbers(3, { 1: '1\ntheirs\n' })],
            ['two lines at the end', `${numbers(3)}mine\n`, `${numbers(3)}theirs\n`],
            ['a line beside a deleted one', numbers(3, { 1: '1\nmine\n' }), numbers(3, { 2: '' })]
        ] as const;
        for (const [what, mine, theirs] of conflicts) {
            expect(merged(numbers(3), mine, theirs), what).to.equal(undefined);
        }
        expect(merged('', 'mine\n', 'theirs\n')).to.equal(undefined);
    });

    it('is a conflict if repeated lines leave open where a change is', () => {
        // Which of the equal lines was deleted? The last one is beside the change of theirs.
        expect(merged('a\na\na\nb\n', 'a\na\nb\n', 'a\na\na\nc\n')).to.equal(undefined);
        expect(merged('a\na\na\nx\nb\n', 'a\na\nx\nb\n', 'a\na\na\nx\nc\n')).to.equal('a\na\nx\nc\n');
    });

    it('is a conflict if git makes one of two same changes, because it finds different diffs', () => {
        const lines = (text: string): string => text.replaceAll(' ', '\n');
        const base = lines('0 2 0 } 3 2 - 3 1 0 3 0 ');
        expect(merged(base, lines('0 2 0 } both } 2 2 new 1 0 3 0 '), lines('0 2 0 } both } 2 2 new 1 0 0 '))).to.equal(
            undefined
        );
    });

    it('keeps the endings of lines, the final newline and the byte order mark', () => {
        expect(merged('1\r\n2\n3\r\n', 'one\r\n2\n3\r\n', '1\r\n2\nthree\r\n')).to.equal('one\r\n2\nthree\r\n');
        expect(merged(numbers(3), 'one\n2\n3\n', '1\n2\n3')).to.equal('one\n2\n3');
        expect(merged('1\n2\n3', 'one\n2\n3', '1\n2\n3\n')).to.equal('one\n2\n3\n');
        expect(merged('1\n2\n3', '1\n2\n3\n', '1\n2\n3\n4')).to.equal(undefined);
        expect(merged('\uFEFF1\n2\n3\n', '1\n2\n3\n', '\uFEFF1\n2\nthree\n')).to.equal('1\n2\nthree\n');
        expect(merged('1\n2\n3\n', '\uFEFF1\n2\n3\n', 'one\n2\n3\n')).to.equal(undefined);
        expect(merged('1\r\n2\r\n3\r\n', '1\n2\n3\n', '1\r\n2\r\nthree\r\n')).to.equal(undefined);
        // For git, a text with lone returns is one line.
        expect(merged('1\r2\r3\r', 'one\r2\r3\r', '1\r2\rthree\r')).to.equal(undefined);
        expect(merged('1\r2\n3\n4\n', 'one\r2\n3\n4\n', '1\r2\n3\nfour\n')).to.equal('one\r2\n3\nfour\n');
    });

    it('says which lines came in, and which lines of mine they replaced [BY-01]', () => {
        const mine = numbers(9, { 2: 'two\nmine\n' });
        const theirs = numbers(9, { 4: '', 6: 'six\nnew\n', 9: '9\nend\n' });
        expect(merge(numbers(9), mine, theirs)).to.deep.include({
            incoming: [
                { merged: { start: 4, end: 4 }, mine: { start: 4, end: 5 } },
                { merged: { start: 5, end: 7 }, mine: { start: 6, end: 7 } },
                { merged: { start: 10, end: 11 }, mine: { start: 10, end: 10 } }
            ]
        });
        expect(merge('a\rb\nc\nd\n', 'A\rb\nc\nd\n', 'a\rb\nc\nD\r2\n')).to.deep.include({
            incoming: [{ merged: { start: 3, end: 5 }, mine: { start: 3, end: 4 } }]
        });
    });

    it('says which lines are in conflict', () => {
        const result = merge(
            numbers(9),
            numbers(9, { 1: '1\nmine\n', 4: 'mine\n', 8: '' }),
            numbers(9, { 4: '4\ntheirs\n', 8: 'theirs\n' })
        );
        expect(result).to.deep.equal({
            kind: 'conflict',
            conflicts: [
                { base: { start: 3, end: 4 }, mine: { start: 4, end: 5 }, theirs: { start: 3, end: 5 } },
                { base: { start: 7, end: 8 }, mine: { start: 8, end: 8 }, theirs: { start: 8, end: 9 } }
            ]
        });
    });

    it('merges 25,000 lines, repeated ones too, and gives up on texts with nothing in common', () => {
        for (const distinct of [25_000, 50, 1]) {
            const lines = Array.from({ length: 25_000 }, (_, index) => `line ${index % distinct}\n`);
            const text = (edited: readonly string[]): string => edited.join('');
            const both = text(lines.with(100, 'mine\n').with(20_000, 'theirs\n'));
            expect(merged(text(lines), text(lines.with(100, 'mine\n')), text(lines.with(20_000, 'theirs\n')))).to.equal(
                both
            );
            const shuffled = lines.map((_, index) => `${index} ${lines[(index * 7919) % lines.length] ?? ''}`);
            expect(merged(text(lines), text(shuffled), text(lines.with(5, 'theirs\n')))).to.equal(undefined);
            const backwards = lines.map((line, index) => `${index % 3 === 0 ? 'mine ' : ''}${line}`).reverse();
            expect(merged(text(lines), text(backwards), text(lines.with(5, 'theirs\n')))).to.equal(undefined);
        }
    });
});
