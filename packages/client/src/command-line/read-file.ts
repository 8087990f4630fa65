// SPDX-License-Identifier: MIT

import { decodeStrictly, formatSize, LARGEST_DOCUMENT, type StrictDecoder, strictDecoder } from '@sanyam/types';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandError, EXIT, usageError } from './command-error';
import { unreadable } from './file-error';
import { markedEncoding, notText } from './not-text';
import { isOpenFile, isStandardInput, openStandardInput } from './standard-stream';

/** Bytes of a file: UTF-16 takes up to twice as many as UTF-8. */
const MOST_BYTES = 2 * LARGEST_DOCUMENT;

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
 * @throws CommandError when it is unreadable, larger than any document, or not text in this encoding
 */
export async function readDocument(path: string, encoding = 'utf-8'): Promise<string> {
    const asked = decoderOf(encoding);
    const isStream = isStandardInput(path);
    const name = isStream ? 'standard input' : path;
    const subject = isStream ? 'Standard input' : path;
    const bytes = await (isStream ? openStandardInput() : Promise.resolve(createReadStream(path)))
        .then(input => allOf(input, name))
        .catch((error: unknown) => {
            throw error instanceof CommandError ? error : unreadable(name, error);
        });
    const marked = markedEncoding(bytes);
    // “utf-16” leaves the order of the bytes to the mark. The other names contradict a mark of another encoding.
    const decoder =
        encoding.trim().toLowerCase() === 'utf-16' && marked?.startsWith('utf-16') === true ? decoderOf(marked) : asked;
    if (marked !== undefined && marked !== decoder.encoding && decoder.encoding !== 'utf-8') {
        throw usageError(
            `${subject} begins with the byte order mark of ${marked}, so it is not text in ${decoder.encoding}.\n  --encoding ${marked}  reads it`
        );
    }
    const text = decodeStrictly(bytes, decoder);
    if (text === undefined) {
        throw usageError(notText(subject, decoder, bytes));
    }
    return text;
}

/** Returns the bytes of an input, which can be endless. @throws CommandError when it is larger than any document */
async function allOf(input: AsyncIterable<Buffer>, name: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of input) {
        size += chunk.length;
        if (size > MOST_BYTES) {
            throw new CommandError(
                EXIT.limit,
                'DOCUMENT_TOO_LARGE',
                `Could not read ${name}: it is too large. A document has at most ${formatSize(LARGEST_DOCUMENT)}.`
            );
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

/** Returns a decoder that keeps a byte order mark. @throws CommandError for an unknown encoding */
function decoderOf(encoding: string): StrictDecoder {
    const decoder = decoderFor(encoding);
    // The web platform's x-user-defined turns bytes into private characters, which no text has.
    if (decoder === undefined || decoder.encoding === 'x-user-defined') {
        throw usageError(`“${encoding}” is not an encoding. Enter a name such as windows-1252, utf-16le or shift_jis.`);
    }
    return decoder;
}

function decoderFor(encoding: string): StrictDecoder | undefined {
    try {
        return strictDecoder(encoding);
    } catch {
        return undefined;
    }
}
