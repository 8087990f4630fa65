// SPDX-License-Identifier: MIT

import type { Disposable } from '@theia/core/lib/common/disposable';
import type URI from '@theia/core/lib/common/uri';
import { holdBack } from './held-image';
import { type HoldReason, ImageBudget, MAX_SIZE } from './image-budget';
import { findImageData, findImageFile, type ImageFiles, type ImageSource } from './image-source';
import { isOwnHost, readPreviewLink } from './preview-link';

/** An image in the text itself. In another spelling, such an address is no image. */
const DATA = /^data:image\/[a-z.+-]+[;,]/i;

/** A page of the web. Without the slashes, a browser takes the rest for a path of this page. */
const WEB = /^https?:\/\//i;

/** Bytes of an image that the user wants to see. */
const MAX_WANTED_SIZE = 100 * 1024 * 1024;

/** Images that get a sentence and a button. A text can have 16,000; the rest keep their alternative text. */
const MAX_HELD = 500;

/** What the user wants to see. */
export interface WantedImages {
    /** Whether all images from the web. Their servers learn who reads the document. */
    readonly web: boolean;
    /** Addresses of single images, and versions of their files. What the user shows is added. */
    readonly single: Set<string>;
}

/** The images that a preview shows, until they are disposed of. */
export interface ShownImages extends Disposable {
    /** The number of images from the web that were not loaded. */
    readonly heldBack: number;
}

/**
 * Loads the images of a preview that draw in a short time and with little memory, and puts a button in the place of the
 * others. Those that are files are read only from the folder of the document and below it: a stranger can have written the
 * text, and a file outside may be a device that blocks who reads it.
 */
export function showImages(preview: HTMLElement, document: URI, files: ImageFiles, wanted: WantedImages): ShownImages {
    const shown = new PreviewImages(wanted.single);
    let heldBack = 0;
    for (const image of preview.querySelectorAll('img')) {
        const source = image.dataset['src'] ?? '';
        if (isElsewhere(source)) {
            heldBack += shown.showPage(image, source, wanted.web) ? 0 : 1;
        } else if (DATA.test(source)) {
            shown.showFound(image, source, () => findImageData(source));
        } else {
            const uri = readPreviewLink(source, document, window.location.origin)?.uri;
            if (uri !== undefined && document.parent.isEqualOrParent(uri)) {
                shown.showFound(image, source, () => findImageFile(uri, files));
            }
        }
    }
    return { heldBack, dispose: () => shown.dispose() };
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

class PreviewImages implements Disposable {
    private readonly budget = new ImageBudget();
    private readonly addresses: string[] = [];
    private held = 0;
    private isDisposed = false;

    constructor(private readonly wanted: Set<string>) {}

    dispose(): void {
        this.isDisposed = true;
        this.addresses.forEach(address => URL.revokeObjectURL(address));
    }

    /** Returns whether the image is shown. */
    showPage(image: HTMLImageElement, address: string, isWanted: boolean): boolean {
        if (isWanted || this.wanted.has(address)) {
            image.src = address;
            return true;
        }
        this.hold(image, 'web', () => {
            this.wanted.add(address);
            image.src = address;
            return Promise.resolve();
        });
        return false;
    }

    showFound(image: HTMLImageElement, address: string, find: () => Promise<ImageSource | undefined>): void {
        const showWanted = async (): Promise<void> => {
            const source = await find();
            if (source === undefined) {
                throw new Error('This is not a file.');
            }
            const bytes = await source.read(MAX_WANTED_SIZE);
            this.wanted.add(address).add(source.version);
            this.draw(image, wholeImage(bytes, source));
        };
        if (!this.wanted.has(address) && this.budget.isSpent()) {
            this.hold(image, 'many', showWanted);
            return;
        }
        this.load(find)
            .then(result => {
                if (result instanceof Blob) {
                    this.draw(image, result);
                } else if (result !== undefined) {
                    this.hold(image, result, showWanted);
                }
            })
            .catch((error: unknown) => console.info(`The preview does not show ${address}.`, error));
    }

    private async load(find: () => Promise<ImageSource | undefined>): Promise<Blob | HoldReason | undefined> {
        const source = await find();
        if (source === undefined) {
            return undefined;
        }
        // A file that changed waits again: somebody else may have changed it.
        const isWanted = this.wanted.has(source.version);
        if (source.size > MAX_SIZE && !isWanted) {
            return 'large';
        }
        const bytes = await source.read(isWanted ? MAX_WANTED_SIZE : MAX_SIZE);
        return isWanted ? wholeImage(bytes, source) : this.budget.judge(bytes, source.isSvg);
    }

    private draw(image: HTMLImageElement, content: Blob): void {
        if (!this.isDisposed) {
            const address = URL.createObjectURL(content);
            this.addresses.push(address);
            image.src = address;
        }
    }

    private hold(image: HTMLImageElement, reason: HoldReason, show: () => Promise<void>): void {
        if (this.held++ < MAX_HELD) {
            holdBack(image, reason, show);
        }
    }
}

/** Browsers recognize all kinds of images by their bytes, but for SVG. */
function wholeImage(bytes: Uint8Array<ArrayBuffer>, { isSvg }: ImageSource): Blob {
    return new Blob([bytes], isSvg ? { type: 'image/svg+xml' } : {});
}
