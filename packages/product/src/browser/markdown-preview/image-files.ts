// SPDX-License-Identifier: MIT

import type { Disposable } from '@theia/core/lib/common/disposable';
import type URI from '@theia/core/lib/common/uri';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';
import { isOwnHost, readPreviewLink } from './preview-link';
import { isCheapSvg } from './svg-cost';

/** Images in the text itself. No SVG: see {@link isCheapSvg}. In another spelling, such an address is no image. */
const DATA = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i;

/** A page of the web. Without the slashes, a browser takes the rest for a path of this page. */
const WEB = /^https?:\/\//i;

/** Bytes of an image file. A larger one keeps its alternative text. */
const MAX_SIZE = 10 * 1024 * 1024;

/** Image files of one preview. Each is held in memory while the preview is open. */
const MAX_IMAGES = 50;

/** The part of the file service that a preview uses. */
export type ImageFiles = Pick<FileService, 'resolve' | 'readFile'>;

/** The images that a preview shows, until they are disposed of. */
export interface ShownImages extends Disposable {
    /** The number of images from the web that were not loaded. */
    readonly heldBack: number;
}

/**
 * Loads the images of a preview. Those that are files are read only from the folder of the document and below it: a
 * stranger can have written the text, and a file outside may be a device that blocks who reads it.
 *
 * @param showsWeb whether to load images from the web. Their servers learn who reads the document, and can send an image
 *   that stops the window
 */
export function showImages(preview: HTMLElement, document: URI, files: ImageFiles, showsWeb: boolean): ShownImages {
    const addresses: string[] = [];
    let isDisposed = false;
    let remaining = MAX_IMAGES;
    let heldBack = 0;
    for (const image of preview.querySelectorAll('img')) {
        const source = image.dataset['src'] ?? '';
        if (isElsewhere(source) && !showsWeb) {
            heldBack++;
            continue;
        }
        if (DATA.test(source) || isElsewhere(source)) {
            image.src = source;
            continue;
        }
        const uri = readPreviewLink(source, document, window.location.origin)?.uri;
        if (uri === undefined || !document.parent.isEqualOrParent(uri) || remaining-- <= 0) {
            continue;
        }
        readImage(uri, files)
            .then(blob => {
                if (!isDisposed && blob !== undefined) {
                    const address = URL.createObjectURL(blob);
                    addresses.push(address);
                    image.src = address;
                }
            })
            .catch((error: unknown) => console.info(`The preview does not show ${source}.`, error));
    }
    return {
        heldBack,
        dispose: () => {
            isDisposed = true;
            addresses.forEach(address => URL.revokeObjectURL(address));
        }
    };
}

/**
 * Returns whether an address leads to another machine than this page and the reader's own. Their servers would get the
 * cookies of the reader, and do what a stranger's text asks.
 */
function isElsewhere(source: string): boolean {
    if (!WEB.test(source) || !URL.canParse(source)) {
        return false;
    }
    const page = new URL(source);
    return !isOwnHost(page) && page.hostname.replace(/\.$/, '') !== window.location.hostname;
}

/** Returns undefined for what is not a file, and for an image that is too large or takes too long to draw. */
async function readImage(uri: URI, files: ImageFiles): Promise<Blob | undefined> {
    const { isFile, size } = await files.resolve(uri, { resolveMetadata: true });
    if (!isFile || size > MAX_SIZE) {
        return undefined;
    }
    const { value } = await files.readFile(uri, { limits: { size: MAX_SIZE } });
    // Browsers recognize all kinds of images by their bytes, but for SVG.
    if (uri.path.ext.toLowerCase() !== '.svg') {
        return new Blob([new Uint8Array(value.buffer)]);
    }
    const text = value.toString();
    return isCheapSvg(text) ? new Blob([text], { type: 'image/svg+xml;charset=utf-8' }) : undefined;
}
