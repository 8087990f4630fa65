// SPDX-License-Identifier: MIT

import { decodeStrictly, type StrictDecoder, strictDecoder } from '@sanyam/types';
import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { usageError } from './command-error';
import { unreadable } from './file-error';
import { isOpenFile, isStandardInput } from './standard-stream';

/** Returns whether a path is a file with a name of its own, unlike standard input or a pipe such as /dev/fd/63. */
export async function isNamed(path: string): Promise<boolean> {
    if (isStandardInput(path)) {
        return false;
    }
    try {
        const found = await stat(path);
        return (found.isFile() || found.isDirectory()) && !(await isOpenFile(path));
    } catch {
        // Reading it fails, and says why.
        return true;
    }
}

/**
 * Reads the text of a file or of standard input.
 *
 * @param encoding a label of the web platform, such as windows-1252 (default: UTF-8)
 * @throws CommandError when it is unreadable or not text in this encoding
 */
export async function readDocument(path: string, encoding = 'utf-8'): Promise<string> {
    const asked = decoderOf(encoding);
    const bytes = await (isStandardInput(path) ? buffer(process.stdin) : readFile(path)).catch((error: unknown) => {
        throw unreadable(path, error);
    });
    const marked = markedEncoding(bytes);
    // “utf-16” leaves the order of the bytes to the mark. The other names contradict a mark of another encoding.
    const decoder =
        encoding.trim().toLowerCase() === 'utf-16' && marked?.startsWith('utf-16') === true ? decoderOf(marked) : asked;
    if (marked !== undefined && marked !== decoder.encoding && decoder.encoding !== 'utf-8') {
        throw usageError(
            `${path} begins with the byte order mark of ${marked}, so it is not text in ${decoder.encoding}.\n  --encoding ${marked}  reads it`
        );
    }
    const text = decodeStrictly(bytes, decoder);
    if (text === undefined) {
        throw usageError(notText(path, decoder.encoding, bytes));
    }
    return text;
}

/** Returns a decoder that keeps a byte order mark. @throws CommandError for an unknown encoding */
function decoderOf(encoding: string): StrictDecoder {
    try {
        return strictDecoder(encoding);
    } catch {
        throw usageError(`“${encoding}” is not an encoding. Enter a name such as windows-1252, utf-16le or shift_jis.`);
    }
}

/** The byte order marks in hexadecimal digits, and what each of them says. */
const MARKS = [
    ['efbbbf', 'utf-8'],
    ['fffe', 'utf-16le'],
    ['feff', 'utf-16be']
] as const;

/** Returns the encoding that a byte order mark tells, or undefined without a mark. */
function markedEncoding(bytes: Buffer): string | undefined {
    const start = bytes.toString('hex', 0, 3);
    return MARKS.find(([mark]) => start.startsWith(mark))?.[1];
}

function notText(path: string, encoding: string, bytes: Buffer): string {
    const reason = `${path} is not ${encoding === 'utf-8' ? 'UTF-8 text' : `text in ${encoding}`}. Documents can contain only text.`;
    const likely = likelyEncoding(bytes);
    return likely === undefined || likely === encoding
        ? reason
        : `${reason}\n  --encoding ${likely}  converts it, if this is its encoding`;
}

/** The bytes that are enough to recognize an encoding. */
const SAMPLE = 1024;

/** Returns the encoding that a text may have, by its byte order mark or its zeros, or undefined for other data. */
function likelyEncoding(bytes: Buffer): string | undefined {
    const sample = bytes.subarray(0, SAMPLE);
    const zeros = [0, 0];
    sample.forEach((byte, index) => (zeros[index % 2] = (zeros[index % 2] ?? 0) + Number(byte === 0)));
    const [even = 0, odd = 0] = zeros;
    const mark = sample.subarray(0, 2).toString('hex');
    if (mark === 'fffe' || (odd > even && even === 0)) {
        return 'utf-16le';
    }
    if (mark === 'feff' || (even > odd && odd === 0)) {
        return 'utf-16be';
    }
    return even + odd === 0 ? 'windows-1252' : undefined;
}
