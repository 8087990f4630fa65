// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { firstWrongByte, isMostlyUtf8 } from './strict-text';

/** Texts in UTF-8, with bytes between them. */
function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
    const encoder = new TextEncoder();
    return Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...encoder.encode(part)] : part)));
}

describe('bytes that are not quite UTF-8', () => {
    it('are UTF-8 with damage if half of the characters beyond ASCII are right', () => {
        expect(isMostlyUtf8(bytesOf('Grüße ', [0xff], ' ä\n'))).to.equal(true);
        expect(isMostlyUtf8(bytesOf('ü', [0xff]))).to.equal(true);
        // “Käse” and “Größe” in Latin-1.
        expect(isMostlyUtf8(bytesOf('K', [0xe4], 'se'))).to.equal(false);
        expect(isMostlyUtf8(bytesOf('Gr', [0xf6, 0xdf], 'e'))).to.equal(false);
    });

    it('have a first wrong byte in a line and a column', () => {
        for (const [bytes, ...place] of [
            [bytesOf([0xff]), 0xff, 1, 1],
            [bytesOf('a\nü😀', [0xe4], 'x', [0xff]), 0xe4, 2, 4],
            [bytesOf('\ufeffa\r\n\r\nb', [0xc3]), 0xc3, 3, 2],
            [bytesOf('\ufeffa', [0xff]), 0xff, 1, 2],
            [bytesOf('a\rb', [0xe2, 0x82], '\n'), 0xe2, 2, 2],
            // The text has the character U+FFFD.
            [bytesOf('\ufffd\ufffd\nx\ufffd', [0x80]), 0x80, 2, 3]
        ] as const) {
            const [byte, line, column] = place;
            expect(firstWrongByte(bytes)).to.deep.equal({ byte, line, column });
        }
    });

    it('have none if they are UTF-8', () => {
        for (const text of ['', 'Grüße 😀\r\n', '\ufeff\ufffd\n\ufffd']) {
            expect(firstWrongByte(bytesOf(text))).to.equal(undefined);
        }
    });
});
