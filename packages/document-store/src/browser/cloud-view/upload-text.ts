// SPDX-License-Identifier: MIT

import { CloudError, decodeStrictly, strictDecoder } from '@sanyam/types';
import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { UTF8 } from '@theia/core/lib/common/encodings';
import { nls } from '@theia/core/lib/common/nls';
import type { LocalText } from '../local-text';

/** Images that are not text, as SVG images are. */
const IMAGE = /\.(?:png|apng|jpe?g|gif|webp|avif|bmp|ico|tiff?|heic|heif|psd)$/i;

/**
 * Returns the text of a file that a document can have.
 *
 * @param texts says what a file is that is not text in UTF-8
 * @throws CloudError that says what to do with a file that is not such text
 */
export async function uploadText(
    name: string,
    bytes: Uint8Array,
    texts: Pick<LocalText, 'reasonFor'>
): Promise<string> {
    const text = decodeStrictly(bytes, strictDecoder('utf-8'));
    if (text === undefined) {
        const { kind } = await texts.reasonFor(BinaryBuffer.wrap(bytes), UTF8);
        // An error of this kind offers no Retry, which would not help.
        throw new CloudError('VALIDATION_ERROR', kind === 'binary' ? adviceForBinary(name) : adviceToConvert());
    }
    return text;
}

function adviceToConvert(): string {
    return nls.localize(
        'sanyam/upload/notText',
        'The file is not text in UTF-8. Open it and use Save to Cloud, which can convert it, or says where it is damaged.'
    );
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
