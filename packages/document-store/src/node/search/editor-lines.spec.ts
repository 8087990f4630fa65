// SPDX-License-Identifier: MIT

import type { SearchMatch } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { expect } from 'chai';
import { inEditorLines } from './editor-lines';

/** Finds as the search on the disk does: a line ends with a line feed alone. */
function found(text: string, pattern: RegExp): SearchMatch[] {
    return text.split('\n').flatMap((line, index) =>
        [...line.matchAll(pattern)].map(match => ({
            line: index + 1,
            character: match.index + 1,
            length: match[0].length,
            lineText: line.trimEnd()
        }))
    );
}

describe('the matches of a search on the disk', () => {
    const places = (text: string, pattern = /foo/g): unknown[] =>
        inEditorLines(found(text, pattern), text).map(({ line, character, length, lineText }) => [
            line,
            character,
            length,
            lineText
        ]);

    it('have the lines of an editor, for which a carriage return ends a line', () => {
        expect(places('foo 4\rfoo 5\r')).to.deep.equal([
            [1, 1, 3, 'foo 4'],
            [2, 1, 3, 'foo 5']
        ]);
        expect(places('foo 1\r\r\nfoo 2\r\n')).to.deep.equal([
            [1, 1, 3, 'foo 1'],
            [3, 1, 3, 'foo 2']
        ]);
        expect(places('a\rfoo\ra foo\nfoo\n')).to.deep.equal([
            [2, 1, 3, 'foo'],
            [3, 3, 3, 'a foo'],
            [4, 1, 3, 'foo']
        ]);
        expect(places('a\r\n\r\nfoo\r\n')).to.deep.equal([[3, 1, 3, 'foo']]);
        expect(places('a\u2028foo\f\nfoo')).to.deep.equal([
            [1, 3, 3, 'a\u2028foo\f'],
            [2, 1, 3, 'foo']
        ]);
    });

    it('end where their line ends in an editor', () => {
        expect(places('foo 1\r\nfoo 2\rfoo 3\r\n', /foo.*/gs)).to.deep.equal([
            [1, 1, 5, 'foo 1'],
            [2, 1, 5, 'foo 2']
        ]);
        expect(places('a\r\nb\r\n', /\r/g)).to.deep.equal([]);
    });

    it('keep the shown part of a long line', () => {
        const [line, lineText] = [`${'x'.repeat(400)}foo`, { text: '...xfoo', character: 5 }];
        const match = { line: 2, character: 401, length: 3, lineText };
        for (const rest of ['', '\r', '\r\n', '\n', 'x\ry', 'y\r\r\n']) {
            expect(inEditorLines([match], `\r\r\n${line}${rest}`), rest).to.deep.equal([{ ...match, line: 3 }]);
        }
    });

    it('have the spaces at the end of their line, in which a match can be', () => {
        const match = { line: 1, character: 2, length: 2, lineText: 'a' };
        expect(inEditorLines([match], 'a \t\nb')).to.deep.equal([{ ...match, lineText: 'a \t' }]);
    });

    it('go over several lines, whatever ends these', () => {
        const match = { line: 1, character: 2, length: 4, lineText: '' };
        const moved = (text: string, length: number) => inEditorLines([{ ...match, length }], text)[0];
        expect(moved('xa\r\nb c\r\nd', 4)).to.deep.equal({ ...match, length: 3, lineText: 'xa\nb c' });
        expect(moved('xa\nb c\r\nd', 3)).to.deep.equal({ ...match, length: 3, lineText: 'xa\nb c' });
        expect(moved('xa\r\nb\r\nd', 5)).to.deep.equal({ ...match, length: 3, lineText: 'xa\nb' });
        expect(moved('xa\nb\nd', 4)).to.deep.equal({ ...match, length: 4, lineText: 'xa\nb\nd' });
        const long = 'x'.repeat(400);
        expect(moved(`${long}\r\nd`, 402)).to.deep.equal({ ...match, length: 401 });
    });
});
