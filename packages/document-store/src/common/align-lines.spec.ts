// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { alignLines } from './align-lines';

const align = (base: string, edited: string) => alignLines([...base], [...edited]);

describe('the alignment of an edited text with its base', () => {
    it('finds kept, replaced, inserted and deleted lines', () => {
        expect(align('abc', 'abc')).to.deep.equal([0, 1, 2]);
        expect(align('abc', 'aXc')).to.deep.equal([0, 1, 2]);
        expect(align('abc', 'aXYc')).to.deep.equal([0, 1, undefined, 2]);
        expect(align('abcd', 'ad')).to.deep.equal([0, 3]);
        expect(align('abc', 'Zabc')).to.deep.equal([undefined, 0, 1, 2]);
        expect(align('abcde', 'aXcYe')).to.deep.equal([0, 1, 2, 3, 4]);
        expect(align('', 'ab')).to.deep.equal([undefined, undefined]);
        expect(align('ab', '')).to.deep.equal([]);
    });

    it('keeps the lines at the end that are the same, where lines repeat', () => {
        expect(align('aa', 'Xa')).to.deep.equal([0, 1]);
        expect(align('aaa', 'aa')).to.deep.equal([0, 1]);
    });

    it('takes lines in order where too many have moved', () => {
        const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}`);
        expect(alignLines(['first', ...lines, 'last'], ['first', ...lines.toReversed(), 'new', 'last'])).to.deep.equal([
            ...Array.from({ length: 1001 }, (_, index) => index),
            undefined,
            1001
        ]);
    });
});
