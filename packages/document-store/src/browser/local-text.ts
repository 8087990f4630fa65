// SPDX-License-Identifier: MIT

import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { UTF8 } from '@theia/core/lib/common/encodings';
import { SUPPORTED_ENCODINGS } from '@theia/core/lib/common/supported-encodings';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { decodeText } from './decode-text';

/** Other data than text, text with damaged characters, or text in another encoding, whose id is a guess or unknown. */
export type UndecodableReason =
    | { readonly kind: 'binary' }
    | { readonly kind: 'damaged'; readonly line: number }
    | { readonly kind: 'encoding'; readonly suggestion: string | undefined };

/** A local file is not text in the encoding in which the editor reads it. Its editor shows some characters as U+FFFD. */
export class UndecodableText extends Error {
    /**
     * @param encoding the name of the encoding
     * @param reason what the file seems to be
     */
    constructor(
        readonly encoding: string,
        readonly reason: UndecodableReason
    ) {
        super(`The file is not text in ${encoding}.`);
    }
}

/** Reads the exact text of local files, without the silent replacements of editors. */
@injectable()
export class LocalText {
    @inject(FileService)
    protected readonly files: FileService;

    @inject(EncodingService)
    protected readonly encodings: EncodingService;

    /**
     * Returns the text of a file with its byte order mark and its line endings, or undefined for a document without a
     * file, such as an untitled one.
     *
     * @param encoding in which an editor reads the file
     * @throws UndecodableText
     * @throws FileOperationError if the file cannot be read
     */
    async read(uri: URI, encoding: string = UTF8): Promise<string | undefined> {
        if (!this.files.hasProvider(uri.scheme) || !(await this.files.exists(uri))) {
            return undefined;
        }
        const bytes = (await this.files.readFile(uri)).value;
        const text = decodeText(bytes.buffer, encoding, this.encodings);
        if (text === undefined) {
            throw new UndecodableText(labelOf(encoding), await this.reasonFor(bytes, encoding));
        }
        return text;
    }

    /** Returns what bytes seem to be that are not text in an encoding. */
    async reasonFor(bytes: BinaryBuffer, encoding: string): Promise<UndecodableReason> {
        const { encoding: guess, seemsBinary } = await this.encodings.detectEncoding(bytes, true);
        const isRight = guess !== undefined && decodeText(bytes.buffer, guess, this.encodings) !== undefined;
        if (seemsBinary === true || (!isRight && bytes.buffer.includes(0))) {
            return { kind: 'binary' };
        }
        if (!isRight && guess === encoding) {
            const line = lineOfDamage(this.encodings.decode(bytes, guess));
            return line === undefined ? { kind: 'binary' } : { kind: 'damaged', line };
        }
        return { kind: 'encoding', suggestion: isRight ? guess : undefined };
    }
}

/** Returns the number of the first line with a character that could not be decoded, from 1. */
function lineOfDamage(text: string): number | undefined {
    const at = text.indexOf('\uFFFD');
    return at < 0 ? undefined : text.slice(0, at).split(/\r\n|\r|\n/).length;
}

/** Returns the name of an encoding for users. */
export function labelOf(encoding: string): string {
    return SUPPORTED_ENCODINGS[encoding]?.labelLong ?? encoding;
}
