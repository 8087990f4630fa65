// SPDX-License-Identifier: MIT

import { decodeStrictly, strictDecoder } from '@sanyam/types';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import type { EncodingService } from '@theia/core/lib/common/encoding-service';
import { UTF16be, UTF16le, UTF8, UTF8_with_bom } from '@theia/core/lib/common/encodings';

/** The encodings whose decoder reports wrong bytes, by the ids that Theia has for them. */
const STRICT = new Map([
    [UTF8, 'utf-8'],
    [UTF8_with_bom, 'utf-8'],
    [UTF16le, 'utf-16le'],
    [UTF16be, 'utf-16be']
]);

const REPLACEMENT = '\uFFFD';

/**
 * Returns the text in some bytes with its byte order mark, or undefined if the bytes are not text in this encoding.
 * Theia replaces wrong bytes by U+FFFD without a word.
 *
 * @param encoding one of Theia's SUPPORTED_ENCODINGS
 */
export function decodeText(bytes: Uint8Array, encoding: string, encodings: EncodingService): string | undefined {
    const strict = STRICT.get(encoding);
    if (strict === undefined) {
        const text = encodings.decode(BinaryBuffer.wrap(bytes), encoding);
        return text.includes(REPLACEMENT) || text.includes('\0') ? undefined : text;
    }
    return decodeStrictly(bytes, strictDecoder(strict));
}
