// SPDX-License-Identifier: MIT

import { isLoopback } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import type URI from '@theia/core/lib/common/uri';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';
import { readPreviewLink } from './preview-link';

/** Images in the text itself. */
const DATA = /^data:image\//i;

/** A page of the web. Without the slashes, a browser takes the rest for a path of this page. */
const WEB = /^https?:\/\//i;

/** Hosts that lead to this machine beside its loopback names. Of the addresses of IPv6, it is not known which ones do. */
const OWN_HOST = /^\[|\.localhost$|^0\.0\.0\.0$/;

/** Bytes of an image file. A larger one keeps its alternative text. */
const MAX_SIZE = 10 * 1024 * 1024;

/** Image files of one preview. Each is held in memory while the preview is open. */
const MAX_IMAGES = 50;

/** The part of the file service that a preview uses. */
export type ImageFiles = Pick<FileService, 'resolve' | 'readFile'>;

/**
 * Loads the images of a preview. Those that are files are read only from the folder of the document and below it: a
 * stranger can have written the text, and a file outside may be a device that blocks who reads it.
 */
export function showImages(preview: HTMLElement, document: URI, files: ImageFiles): Disposable {
    const addresses: string[] = [];
    let isDisposed = false;
    let remaining = MAX_IMAGES;
    for (const image of preview.querySelectorAll('img')) {
        const source = image.dataset['src'] ?? '';
        if (DATA.test(source) || isElsewhere(source)) {
            image.src = source;
            continue;
        }
        const uri = readPreviewLink(source, document, window.location.origin)?.uri;
        if (uri === undefined || !document.parent.isEqualOrParent(uri) || remaining-- <= 0) {
            continue;
        }
        readImage(uri, files)
            .then(bytes => {
                if (!isDisposed && bytes !== undefined) {
                    // Browsers recognize all kinds of images by their bytes, but for this one.
                    const type = uri.path.ext.toLowerCase() === '.svg' ? 'image/svg+xml' : '';
                    const address = URL.createObjectURL(new Blob([bytes], { type }));
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

/**
 * Returns whether an address leads to another machine than this page and the reader's own. Their servers would get the
 * cookies of the reader, and do what a stranger's text asks.
 */
function isElsewhere(source: string): boolean {
    if (!WEB.test(source) || !URL.canParse(source)) {
        return false;
    }
    const hostname = new URL(source).hostname.replace(/\.$/, '');
    return !isLoopback(hostname) && !OWN_HOST.test(hostname) && hostname !== window.location.hostname;
}

/** Returns undefined for what is not a file, and for a file that is too large. */
async function readImage(uri: URI, files: ImageFiles): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { isFile, size } = await files.resolve(uri, { resolveMetadata: true });
    if (!isFile || size > MAX_SIZE) {
        return undefined;
    }
    const { value } = await files.readFile(uri, { limits: { size: MAX_SIZE } });
    return new Uint8Array(value.buffer);
}
