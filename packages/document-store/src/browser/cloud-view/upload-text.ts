// SPDX-License-Identifier: MIT

import { CloudError, decodeStrictly, strictDecoder } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Images that are not text, as SVG images are. */
const IMAGE = /\.(?:png|apng|jpe?g|gif|webp|avif|bmp|ico|tiff?|heic|heif|psd)$/i;

/** The byte order marks of UTF-16, which is text although it has zeros. */
const UTF16_MARKS: ReadonlySet<number> = new Set([0xfffe, 0xfeff]);

/**
 * Returns the text of a file that a document can have.
 *
 * @throws CloudError that says what to do with a file that is not such text
 */
export function uploadText(name: string, bytes: Uint8Array): string {
    const text = decodeStrictly(bytes, strictDecoder('utf-8'));
    if (text === undefined) {
        // To try again would not help, and an error of this kind offers it not.
        throw new CloudError('VALIDATION_ERROR', adviceFor(name, bytes));
    }
    return text;
}

function adviceFor(name: string, bytes: Uint8Array): string {
    if (!isBinary(bytes)) {
        return nls.localize(
            'sanyam/upload/notText',
            'The file is not text in UTF-8. Open it and use Save to Cloud, which can convert it.'
        );
    }
    return adviceForBinary(name);
}

/** Returns why a file that is not text cannot be a cloud document, and what to do with it, as sentences. */
export function adviceForBinary(name: string): string {
    return IMAGE.test(name)
        ? nls.localize(
              'sanyam/upload/image',
              'It is an image, and cloud documents are text. Keep it on your disk, or put it on the web, where a Markdown document can show it. SVG images are text.'
          )
        : nls.localize(
              'sanyam/upload/binary',
              'It contains a NUL character (U+0000), a lone surrogate, or other data that is not text, and cloud documents are text. Remove that, or keep the file on your disk.'
          );
}

/** Returns whether no encoding makes text of some bytes: they have a zero, and are not UTF-16. */
function isBinary(bytes: Uint8Array): boolean {
    return bytes.includes(0) && !UTF16_MARKS.has((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0));
}
