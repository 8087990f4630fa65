// SPDX-License-Identifier: MIT

import { decodeStrictly, firstWrongByte, isMostlyUtf8, type StrictDecoder, strictDecoder } from '@sanyam/types';

/** The byte order marks in hexadecimal digits, and what each of them says. */
const MARKS = [
    ['efbbbf', 'utf-8'],
    ['fffe', 'utf-16le'],
    ['feff', 'utf-16be']
] as const;

/** The control characters below the space that text can have: tabs, line and page breaks, and escapes. */
const TEXT_CONTROLS = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** Returns the encoding that a byte order mark tells, or undefined without a mark. */
export function markedEncoding(bytes: Buffer): string | undefined {
    const start = bytes.toString('hex', 0, 3);
    return MARKS.find(([mark]) => start.startsWith(mark))?.[1];
}

/**
 * Returns why some bytes are not text that a document can have, and what to do.
 *
 * @param subject the input, as the first word of a sentence
 * @param decoder the decoder that failed, or found a NUL character
 */
export function notText(subject: string, decoder: StrictDecoder, bytes: Buffer): string {
    const { encoding } = decoder;
    const isUtf8 = encoding === 'utf-8';
    const what = isUtf8 ? 'UTF-8 text' : `text in ${encoding}`;
    const reason = (text: string) => `${subject} ${text}. Documents can contain only text.`;
    const likely = likelyEncoding(bytes);
    if (likely !== undefined && likely !== encoding) {
        return `${reason(`is not ${what}`)}\n  --encoding ${likely}  converts it, if this is its encoding`;
    }
    const nul = textOf(bytes, decoder)?.indexOf('\0');
    if (nul !== undefined) {
        return `${subject} has a NUL character (U+0000), as its character ${nul + 1}. Documents cannot contain it. Remove it.`;
    }
    if (bytes.some(byte => byte < 0x20 && !TEXT_CONTROLS.has(byte))) {
        return reason('is not text');
    }
    const wrong = isUtf8 && isMostlyUtf8(bytes) ? firstWrongByte(bytes) : undefined;
    if (wrong !== undefined) {
        const byte = `0x${wrong.byte.toString(16)}`;
        return `${subject} is damaged UTF-8 text. Its first wrong byte is ${byte}, in line ${wrong.line}, column ${wrong.column}. Repair the file.`;
    }
    return reason(`is not ${what}`) + (isUtf8 ? advice(bytes) : '');
}

/** A guess could destroy the text, because most bytes are text in most encodings. Names as examples only what could fit. */
function advice(bytes: Buffer): string {
    const examples = ['windows-1252', 'shift_jis'].filter(encoding => {
        const text = decodeStrictly(bytes, strictDecoder(encoding));
        // In windows-1252 every byte is a character, but no text has those that it does not use.
        return text !== undefined && !/[\u0080-\u009F]/.test(text);
    });
    const such = examples.length === 0 ? '' : `, such as ${examples.join(' or ')}`;
    return `\n  --encoding <name>  converts it from its encoding${such}`;
}

/** Returns UTF-16 if a byte order mark says so, or if every second byte is zero and no other one is. */
function likelyEncoding(bytes: Buffer): string | undefined {
    const zeros = (place: 0 | 1) => bytes.every((byte, index) => (index % 2 === place) === (byte === 0));
    const marked = markedEncoding(bytes);
    const isLong = bytes.length > 2;
    const likely = marked ?? (isLong && zeros(1) ? 'utf-16le' : isLong && zeros(0) ? 'utf-16be' : undefined);
    const isText = likely !== undefined && decodeStrictly(bytes, strictDecoder(likely)) !== undefined;
    return isText ? likely : undefined;
}

function textOf(bytes: Buffer, decoder: StrictDecoder): string | undefined {
    try {
        return decoder.decode(bytes);
    } catch {
        return undefined;
    }
}
