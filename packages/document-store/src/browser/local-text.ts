// SPDX-License-Identifier: MIT

import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { UTF8 } from '@theia/core/lib/common/encodings';
import { SUPPORTED_ENCODINGS } from '@theia/core/lib/common/supported-encodings';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { decodeText } from './decode-text';

/** A local file is not text in the encoding in which the editor reads it. Its editor shows some characters as U+FFFD. */
export class UndecodableText extends Error {
    /**
     * @param encoding the name of the encoding
     * @param suggestion the id of the encoding that the file seems to have; undefined for other data than text
     */
    constructor(
        readonly encoding: string,
        readonly suggestion: string | undefined
    ) {
        super(`The file is not text in ${encoding}.`);
    }
}

/** The encoding of most files that are not UTF-8, which has a character for almost each byte. */
const FALLBACK = 'windows1252';

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
            throw new UndecodableText(labelOf(encoding), await this.suggest(bytes));
        }
        return text;
    }

    private async suggest(bytes: BinaryBuffer): Promise<string | undefined> {
        const { encoding, seemsBinary } = await this.encodings.detectEncoding(bytes, true);
        if (seemsBinary === true) {
            return undefined;
        }
        const isRight = (id: string) => decodeText(bytes.buffer, id, this.encodings) !== undefined;
        return [encoding, FALLBACK].find(id => id !== undefined && id in SUPPORTED_ENCODINGS && isRight(id));
    }
}

/** Returns the name of an encoding for users. */
export function labelOf(encoding: string): string {
    return SUPPORTED_ENCODINGS[encoding]?.labelLong ?? encoding;
}
