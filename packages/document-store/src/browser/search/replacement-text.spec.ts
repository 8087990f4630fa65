// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { ReplacementText } from './replacement-text';

disableBrowserGlobals();

describe('what replaces the matches of a search', () => {
    const line = 'say foo 1';
    const replaced = (entered: string, useRegExp = true): string | undefined =>
        new ReplacementText(entered, '(foo) (\\d)', { useRegExp }).inLine(line, 4);

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

    it('is unknown if it has groups of an expression that JavaScript does not know', () => {
        const text = (entered: string): string | undefined =>
            new ReplacementText(entered, '(?P<word>foo)', { useRegExp: true }).inLine(line, 4);
        expect(text('$1')).to.equal(undefined);
        expect(text('bar')).to.equal('bar');
    });
});
