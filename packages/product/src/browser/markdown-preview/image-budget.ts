// SPDX-License-Identifier: MIT

import { readRasterImage } from './raster-image';
import { MAX_SVG_COST, svgCost } from './svg-cost';

/** Why an image waits until the user wants to see it. */
export type HoldReason = 'web' | 'slow' | 'large' | 'frames' | 'unknown' | 'together' | 'many';

/** Bytes of an image. */
export const MAX_SIZE = 10 * 1024 * 1024;

/** Images of one preview. Each is held in memory while the preview is open. */
const MAX_IMAGES = 50;

/** Pixels of an image. Most cameras make fewer. Chromium takes 110 MB, and stops for 0.3 s; for 225 million, 1.2 GB and 1 s. */
const MAX_PIXELS = 25_000_000;

/** Pixels of all images of a preview. Chromium takes 430 MB when all are visible, and stops for 0.7 s. */
const MAX_PIXELS_TOGETHER = 100_000_000;

/** Pixels of all frames of an animation: those of a minute of a small screen. For a JPEG, those of all its scans. */
const MAX_DRAWN_PIXELS = 500_000_000;

/** Pixels of all frames and scans of a preview: those of four large photos that load in ten steps each. */
const MAX_DRAWN_PIXELS_TOGETHER = 2 * MAX_DRAWN_PIXELS;

/** Frames of an animation. Each also takes memory of its own. */
const MAX_PASSES = 1000;

/** Frames and scans of a preview. */
const MAX_PASSES_TOGETHER = 2 * MAX_PASSES;

/** What all SVG images of a preview may cost. See {@link svgCost}. */
const MAX_SVG_COST_TOGETHER = 2 * MAX_SVG_COST;

/** What the images of a preview may cost that are shown without the user's doing. */
export class ImageBudget {
    private images = 0;
    private pixels = 0;
    private drawnPixels = 0;
    private passes = 0;
    private svgCost = 0;

    /** Counts an image. Returns whether it is one too many. */
    isSpent(): boolean {
        return ++this.images > MAX_IMAGES;
    }

    /** Returns the image as it can be shown, or why it waits. */
    judge(bytes: Uint8Array<ArrayBuffer>, isSvg: boolean): Blob | HoldReason {
        return isSvg ? this.judgeSvg(new TextDecoder().decode(bytes)) : this.judgeRaster(bytes);
    }

    private judgeSvg(text: string): Blob | HoldReason {
        const cost = svgCost(text);
        if (cost > MAX_SVG_COST) {
            return 'slow';
        }
        if (this.svgCost + cost > MAX_SVG_COST_TOGETHER) {
            return 'together';
        }
        this.svgCost += cost;
        // The text that was judged, whatever encoding the image says that it has.
        return new Blob([text], { type: 'image/svg+xml;charset=utf-8' });
    }

    private judgeRaster(bytes: Uint8Array<ArrayBuffer>): Blob | HoldReason {
        const image = readRasterImage(bytes);
        if (image === undefined) {
            return 'unknown';
        }
        const pixels = image.width * image.height;
        if (pixels > MAX_PIXELS) {
            return 'large';
        }
        const drawnPixels = pixels * image.passes;
        if (image.passes > MAX_PASSES || drawnPixels > MAX_DRAWN_PIXELS) {
            return 'frames';
        }
        if (
            this.pixels + pixels > MAX_PIXELS_TOGETHER ||
            this.drawnPixels + drawnPixels > MAX_DRAWN_PIXELS_TOGETHER ||
            this.passes + image.passes > MAX_PASSES_TOGETHER
        ) {
            return 'together';
        }
        this.pixels += pixels;
        this.drawnPixels += drawnPixels;
        this.passes += image.passes;
        return new Blob([bytes.subarray(0, image.end)]);
    }
}
