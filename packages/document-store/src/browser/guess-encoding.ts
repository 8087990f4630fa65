// SPDX-License-Identifier: MIT

import { isMostlyUtf8 } from '@sanyam/types';
import { SUPPORTED_ENCODINGS } from '@theia/core/lib/common/supported-encodings';
import * as jschardet from 'jschardet';

/** How many bytes jschardet gets: its time grows faster than a text. Theia's limit is the same. */
const MAX_BYTES = 65_536;

/** jschardet gives 0.95 to many texts that it gets wrong, but only for Western encodings, which are judged here. */
const MIN_CONFIDENCE = 0.9;

/** Encodings that jschardet calls by another name than Theia, without punctuation. */
const THEIA_NAMES = new Map([
    ['big5', 'cp950'],
    ['gb2312', 'gbk'],
    ['ibm866', 'cp866'],
    ['tis620', 'windows874']
]);

/** In these encodings each byte is a character, so that their decoders accept any text. Their words have one script. */
const ALPHABETS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}]/v;
const MIXED_WORD =
    /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Thai}]\p{Script=Latin}/v;

/** Control characters that texts do not have, where an encoding has no character for a byte. */
const UNUSED = /[\uFFFD\u0080-\u009F]/;

/** A word, or a sign between spaces, with other characters than ASCII. */
const WORD_WITH_OTHERS = /[A-Za-z0-9]*[[^\p{ASCII}]--\s][A-Za-z0-9[[^\p{ASCII}]--\s]]*/gv;

/** Letters of Western European languages, without those at whose bytes other encodings have more frequent ones. */
const WESTERN_WORD = /^[“„‘«‹¿¡]*(?:[A-Za-zàáâãäåæçèéêëìíîïñòóôöøœùúûüßÿÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØŒÙÚÛÜ’]|õe)+[”“’»›…ªº]*$/v;
const SIGN = /^[0-9€£§©®™°²³·–—…•“”‘’„«»¿¡½¼¾×]+$/v;

/**
 * Returns the encoding of some bytes of a text if there is enough evidence, or undefined. Bytes that are almost UTF-8,
 * with a few damaged characters, are UTF-8.
 *
 * @param decode decodes the bytes, with U+FFFD for wrong ones
 * @returns one of the ids of Theia's SUPPORTED_ENCODINGS
 */
export function guessEncoding(bytes: Uint8Array, decode: (encoding: string) => string): string | undefined {
    if (isMostlyUtf8(bytes)) {
        return 'utf8';
    }
    // In a browser jschardet takes only strings with a character for each byte.
    const { encoding, confidence } = jschardet.detect(binaryString(bytes.subarray(0, MAX_BYTES)));
    const named = (encoding as string | null)?.toLowerCase().replace(/[^a-z0-9]/g, '') ?? '';
    const guess = THEIA_NAMES.get(named) ?? named;
    if (guess in SUPPORTED_ENCODINGS && confidence >= MIN_CONFIDENCE && isOtherText(decode(guess))) {
        return guess;
    }
    return isWestern(decode('windows1252')) ? 'windows1252' : undefined;
}

function binaryString(bytes: Uint8Array): string {
    return Array.from(bytes, byte => String.fromCharCode(byte)).join('');
}

/** Whether a text in another script than Latin makes sense. */
function isOtherText(text: string): boolean {
    const isAlphabet = ALPHABETS.test(text);
    const isEastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/v.test(text);
    return (isAlphabet || isEastAsian) && !(isAlphabet && !isEastAsian && MIXED_WORD.test(text)) && !UNUSED.test(text);
}

function isWestern(text: string): boolean {
    const words = text.match(WORD_WITH_OTHERS) ?? [];
    return !UNUSED.test(text) && words.every(word => SIGN.test(word) || isWesternWord(word));
}

/** A word of a Western language has few letters beyond ASCII, and no capital after a small letter. */
function isWesternWord(word: string): boolean {
    return (
        WESTERN_WORD.test(word) &&
        !/\p{Ll}[\p{Lu}&&[^\p{ASCII}]]|[\p{L}&&[^\p{ASCII}]]{3}/v.test(word) &&
        (/[A-Za-z]/.test(word) || word.match(/\p{L}/gv)?.length === 1)
    );
}
