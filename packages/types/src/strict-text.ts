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
