// SPDX-License-Identifier: MIT

/** Code points of writings that share one font. Letters with marks for Vietnamese, and for Greek, have blocks of their own. */
const LATIN_END = 0x250;
const GREEK = 0x380;
const LATIN_ADDITIONS = 0x1e00;
const GREEK_ADDITIONS = 0x1f00;
const ADDITIONS_END = 0x2000;
const IDEOGRAPHS = 0x2e80;
const IDEOGRAPHS_END = 0xd800;

/** Spaces, signs and digits, which the font of the letters beside them has, too. */
export const SHARED = /^[\p{Z}\p{P}\p{S}\p{N}\s]$/u;

/** Code points, as a power of two, that other fonts have about. */
const BLOCK = 7;

/** Returns a number for the font of a code point. */
export function fontOf(code: number): number {
    if (code < LATIN_END || (code >= LATIN_ADDITIONS && code < GREEK_ADDITIONS)) {
        return 0;
    }
    if (code >= GREEK_ADDITIONS && code < ADDITIONS_END) {
        return fontOf(GREEK);
    }
    return code >= IDEOGRAPHS && code < IDEOGRAPHS_END ? 1 : 2 + (code >> BLOCK);
}
