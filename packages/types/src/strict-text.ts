// SPDX-License-Identifier: MIT

/** A decoder of the web platform. */
export type StrictDecoder = InstanceType<typeof TextDecoder>;

/**
 * Returns a decoder that fails for wrong bytes, and keeps a byte order mark.
 *
 * @param encoding a label of the web platform, such as windows-1252
 * @throws RangeError for an unknown label
 */
export function strictDecoder(encoding: string): StrictDecoder {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}

/**
 * Returns the text in some bytes, or undefined if they are not text in the encoding of a {@link strictDecoder}. Text
 * has no NUL character, but UTF-16 that is read as UTF-8 has.
 */
export function decodeStrictly(bytes: Uint8Array, decoder: StrictDecoder): string | undefined {
    try {
        const text = decoder.decode(bytes);
        return text.includes('\0') ? undefined : text;
    } catch {
        return undefined;
    }
}

/** Returns whether the characters beyond ASCII of some bytes are UTF-8, except at most half of them. */
export function isMostlyUtf8(bytes: Uint8Array): boolean {
    const text = new TextDecoder('utf-8').decode(bytes);
    const wrong = text.match(/\uFFFD/g)?.length ?? 0;
    const right = text.match(/[^\p{ASCII}\uFFFD]/gv)?.length ?? 0;
    return right >= wrong;
}

/** Where some bytes are not UTF-8. */
export interface WrongByte {
    readonly byte: number;
    /** From 1. */
    readonly line: number;
    /** In characters as editors count them, from 1. */
    readonly column: number;
}

/** Returns the first byte of some bytes that is not UTF-8; undefined if all of them are. */
export function firstWrongByte(bytes: Uint8Array): WrongByte | undefined {
    const encoder = new TextEncoder();
    const parts = new TextDecoder('utf-8').decode(bytes).split('\uFFFD');
    // The decoder leaves a byte order mark out, which is no part of the first line.
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    let [line, column, offset] = [1, 1, hasMark ? 3 : 0];
    for (const part of parts.slice(0, -1)) {
        const lines = part.split(/\r\n|\r|\n/);
        const last = lines.at(-1) ?? '';
        column = last.length + (lines.length > 1 ? 1 : column);
        line += lines.length - 1;
        offset += encoder.encode(part).length;
        const byte = bytes[offset];
        // A text can have the character U+FFFD itself.
        const isCharacter = byte === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
        if (byte !== undefined && !isCharacter) {
            return { byte, line, column };
        }
        offset += 3;
        column++;
    }
    return undefined;
}
