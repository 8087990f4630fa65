// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { ReplacementText } from './replacement-text';

disableBrowserGlobals();

describe('what replaces the matches of a search', () => {
    const line = 'say foo 1';
    const replaced = (entered: string, useRegExp = true): string | undefined =>
        new ReplacementText(entered, useRegExp ? '(foo) (\\d)' : 'FOO 1', { useRegExp }).inLine(line, 4, 5);

    it('has the groups of a regular expression, and its escapes', () => {
        for (const [entered, text] of [
            ['$2 $1', '1 foo'],
            ['[$0|$&|$$|$9]', '[foo 1|foo 1|$|$9]'],
            ['$12', 'foo2'],
            [String.raw`a\n\t\\b`, 'a\n\t\\b'],
            [String.raw`\U$1 \u$1 \l$1`, 'FOO Foo foo'],
            ['plain', 'plain'],
            ['', '']
        ] as const) {
            expect(replaced(entered), entered).to.equal(text);
        }
    });

    it('is the text as it was entered, without a regular expression', () => {
        for (const entered of ['$2 $1', String.raw`\n`, '$&', '']) {
            expect(replaced(entered, false)).to.equal(entered);
        }
    });

    it('is none where the editor does not find what the search on the disk found, so that nothing is replaced', () => {
        for (const pattern of ['(?P<word>foo)', 'fo', 'foo.*', 'bar']) {
            for (const entered of ['$0', 'bar']) {
                const text = new ReplacementText(entered, pattern, { useRegExp: true }).inLine(line, 4, 3);
                expect(text, `${pattern} by ${entered}`).to.equal(undefined);
            }
        }
    });

    it('is none where something else is than what was searched for', () => {
        for (const [term, options, text] of [
            ['foo', {}, '-'],
            ['FOO', {}, '-'],
            ['FOO', { matchCase: true }, undefined],
            ['bar', {}, undefined]
        ] as const) {
            expect(new ReplacementText('-', term, options).inLine(line, 4, 3), term).to.equal(text);
        }
    });

    it('has the groups of a match over several lines', () => {
        const text = new ReplacementText('$1', String.raw`foo$\n^(.)`, { useRegExp: true });
        expect(text.inLine('a foo\nbar', 2, 5)).to.equal('b');
    });

    describe('in the comparison with a whole text', () => {
        const at = (line: number, character: number, length: number) => ({ line, character, length, lineText: '' });

        it('has the groups of matches over several lines', () => {
            const text = new ReplacementText('$1+', String.raw`^(.)\n\n`, { useRegExp: true });
            expect(text.inText('a\n\nb\n\nc', [at(1, 1, 3), at(3, 1, 3)])).to.equal('a+b+c');
        });

        it('leaves what is not at its place, and what another match has changed', () => {
            for (const text of [
                new ReplacementText('b', 'a{2}', { useRegExp: true }),
                new ReplacementText('b', 'aa', {})
            ]) {
                expect(text.inText('aaa', [at(1, 1, 2), at(1, 2, 2), at(7, 1, 2)])).to.equal('ba');
                expect(text.inText('xyz', [at(1, 1, 2)])).to.equal('xyz');
            }
        });
    });
});
