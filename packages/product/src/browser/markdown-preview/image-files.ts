// SPDX-License-Identifier: MIT

import { Disposable } from '@theia/core/lib/common/disposable';
import URI from '@theia/core/lib/common/uri';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';

/** Images of the web and those in the text itself, which the page loads without help. */
const LOADED_BY_PAGE = /^(https?|data|blob):/;

/** Bytes of an image file. A larger one keeps its alternative text. */
const MAX_SIZE = 10 * 1024 * 1024;

/** Shows the images of a preview that are files beside the document. A page may not load them by itself. */
export function showImageFiles(preview: HTMLElement, files: Pick<FileService, 'readFile'>): Disposable {
    const addresses: string[] = [];
    let isDisposed = false;
    for (const image of preview.querySelectorAll('img')) {
        const source = image.getAttribute('src') ?? '';
        if (source === '' || LOADED_BY_PAGE.test(source)) {
            continue;
        }
        image.removeAttribute('src');
        files
            .readFile(new URI(source), { limits: { size: MAX_SIZE } })
            .then(({ value }) => {
                if (!isDisposed) {
                    // Browsers recognize all kinds of images by their bytes, but for this one.
                    const type = source.toLowerCase().endsWith('.svg') ? 'image/svg+xml' : '';
                    const address = URL.createObjectURL(new Blob([new Uint8Array(value.buffer)], { type }));
                    addresses.push(address);
                    image.src = address;
                }
            })
            .catch((error: unknown) => console.info(`The preview does not show ${source}.`, error));
    }
    return Disposable.create(() => {
        isDisposed = true;
        addresses.forEach(address => URL.revokeObjectURL(address));
    });
}
