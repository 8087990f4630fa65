// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { documentNameProblem, documentNameSchema } from './document-name';
import { emailAddressProblem, emailAddressSchema } from './email-address';
import { labelProblem, labelSchema } from './label';
import { isLongerThan, isSameName, normalizedName } from './normal-form';

/** Two marks in the wrong order, again and again: what takes normalizing the longest. */
const marks = (count: number) => 'a' + '\u0301\u0323'.repeat(count / 2);

/** Returns the lengths of the texts that `judge` normalizes, in UTF-16 units. */
function normalizedLengths(judge: () => unknown): number[] {
    const original = Object.getOwnPropertyDescriptor(String.prototype, 'normalize') ?? {};
    const lengths: number[] = [];
    Object.defineProperty(String.prototype, 'normalize', {
        ...original,
        value(this: string, form?: string): string {
            lengths.push(this.length);
            return Reflect.apply(original.value as (form?: string) => string, this, [form]);
        }
    });
    try {
        judge();
    } finally {
        Object.defineProperty(String.prototype, 'normalize', original);
    }
    return lengths;
}

describe('the normal form of a name', () => {
    it('is the same in NFC and NFD, but not in another case', () => {
        expect(isSameName('cafe\u0301.md', 'caf\u00e9.md')).to.equal(true);
        expect(isSameName('\u1112\u1161\u11ab.md', '한.md')).to.equal(true);
        expect(isSameName('\u212b.md', 'Å.md')).to.equal(true);
        expect(isSameName('Café.md', 'café.md')).to.equal(false);
    });

    it('is made of every text that can be a name: four characters of two units each become one', () => {
        const longest = '\u03b1\u0314\u0342\u0345'.repeat(255);
        expect(normalizedName(longest)).to.equal('\u1f87'.repeat(255));
        expect(normalizedName('\u{11935}\u{11930}'.repeat(255))).to.equal('\u{11938}'.repeat(255));
        expect(documentNameProblem(longest)).to.equal(undefined);
    });

    const judgments: ReadonlyArray<[string, (text: string) => unknown, RegExp]> = [
        ['a document', documentNameProblem, /at most 255 characters/],
        ['an API key or a version', labelProblem, /at most 100 characters/],
        ['an email address', emailAddressProblem, /at most 254 characters/],
        ['the body of a document', text => documentNameSchema.safeParse(text).error?.issues[0]?.message, /255/],
        ['the body of an API key', text => labelSchema.safeParse(text).error?.issues[0]?.message, /100/],
        ['the body of a share', text => emailAddressSchema.safeParse(text).error?.issues[0]?.message, /254/]
    ];
    for (const [name, judge, sentence] of judgments) {
        it(`is not made of a text that is too long for ${name}`, () => {
            for (const text of [marks(140_000), `${marks(140_000)}@example.com`, ` ${marks(140_000)} `]) {
                let answer: unknown;
                expect(normalizedLengths(() => (answer = judge(text)))).to.deep.equal([]);
                expect(answer).to.match(sentence);
            }
            expect(normalizedLengths(() => judge('café@example.com'))).not.to.be.empty;
        });
    }

    it('has its characters counted, not its units', () => {
        expect(isLongerThan(3, '😀😀😀')).to.equal(false);
        expect(isLongerThan(3, '😀😀😀a')).to.equal(true);
        expect(isLongerThan(3, 'abc')).to.equal(false);
        expect(isLongerThan(3, 'abcdefgh')).to.equal(true);
    });
});
