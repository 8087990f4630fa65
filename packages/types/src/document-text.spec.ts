// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { sizeInBytes, storableTextSchema, unstorableReason } from './document-text';

describe('the text of a document', () => {
    it('can contain every well-formed character', () => {
        for (const text of ['', 'plain', 'संयम', '𝒳😀', '\r\n\t', '\uFEFFwith a byte order mark', '\uFFFD', '\u0001']) {
            expect(unstorableReason(text), JSON.stringify(text)).to.equal(undefined);
            expect(storableTextSchema.parse(text)).to.equal(text);
        }
    });

    it('is refused with a reason when it contains U+0000', () => {
        expect(unstorableReason('a\u0000b')).to.equal('nul_character');
        expect(storableTextSchema.safeParse('a\u0000b').error?.issues[0]?.message).to.contain('U+0000');
    });

    it('is refused with a reason when it contains a lone surrogate', () => {
        for (const text of ['\uD83D', 'a\uDE00', '\uDE00\uD83D', 'x'.repeat(1000) + '\uD800']) {
            expect(unstorableReason(text), JSON.stringify(text)).to.equal('lone_surrogate');
        }
    });

    it('has the size of its UTF-8 bytes', () => {
        expect(sizeInBytes('abc')).to.equal(3);
        expect(sizeInBytes('é')).to.equal(2);
        expect(sizeInBytes('य')).to.equal(3);
        expect(sizeInBytes('😀')).to.equal(4);
    });
});
