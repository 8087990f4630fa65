// SPDX-License-Identifier: MIT

import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { expect } from 'chai';
import { decodeText } from './decode-text';

describe('decodeText', () => {
    const decode = (bytes: Uint8Array, encoding: string) => decodeText(bytes, encoding, new EncodingService());

    const right: readonly [string, Buffer, string][] = [
        ['utf8', Buffer.from('\uFEFFKäse\r\n\r'), '\uFEFFKäse\r\n\r'],
        ['utf8', Buffer.from('a file with \uFFFD'), 'a file with \uFFFD'],
        ['utf8bom', Buffer.from('\uFEFFKäse'), '\uFEFFKäse'],
        ['utf16le', Buffer.from('\uFEFFKäse', 'utf16le'), '\uFEFFKäse'],
        ['utf16be', Buffer.from('Käse', 'utf16le').swap16(), 'Käse'],
        ['windows1252', Buffer.from('Käse', 'latin1'), 'Käse'],
        ['iso88591', Buffer.from('Käse', 'latin1'), 'Käse'],
        ['shiftjis', Buffer.from([0x83, 0x60]), 'チ'],
        ['koi8r', Buffer.from([0xf7, 0xc1]), 'Ва']
    ];
    for (const [encoding, bytes, text] of right) {
        it(`returns ${JSON.stringify(text)} in ${encoding}, with its mark`, () => {
            expect(decode(bytes, encoding)).to.equal(text);
        });
    }

    const wrong: readonly [string, string, Buffer][] = [
        ['Latin-1 as UTF-8', 'utf8', Buffer.from('Käse', 'latin1')],
        ['UTF-16 as UTF-8', 'utf8', Buffer.from('cheese', 'utf16le')],
        ['UTF-8 that is cut off', 'utf8', Buffer.from('Kä').subarray(0, 2)],
        ['half a character as UTF-16', 'utf16le', Buffer.from([0x3d, 0xd8])],
        ['a byte without a meaning as Shift JIS', 'shiftjis', Buffer.from([0x82])],
        ['other data as Windows 1252', 'windows1252', Buffer.from([0x89, 0, 0xff])]
    ];
    for (const [what, encoding, bytes] of wrong) {
        it(`returns nothing for ${what}`, () => {
            expect(decode(bytes, encoding)).to.equal(undefined);
        });
    }
});
