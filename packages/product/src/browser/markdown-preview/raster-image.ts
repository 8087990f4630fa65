// SPDX-License-Identifier: MIT

import { ByteReader } from './byte-reader';

/** What a browser will draw, as the bytes of an image say. */
export interface RasterImage {
    /** In pixels. Of a GIF, with what its frames draw outside of it. */
    readonly width: number;
    readonly height: number;
    /** How often all pixels are drawn: the frames of an animation, or the scans of a JPEG. */
    readonly passes: number;
    /** Where the image ends, in bytes. After a JPEG, a second one can follow: its gain map. */
    readonly end: number;
}

/**
 * Reads the size of a PNG, GIF, WebP, BMP or JPEG, as browsers recognize them. The bytes can be anything, also cut off. The
 * time grows with their length.
 *
 * @returns undefined for other formats. AVIF is one: its header can say less than what the video in it decodes to
 */
export function readRasterImage(bytes: Uint8Array): RasterImage | undefined {
    const reader = new ByteReader(bytes);
    const read = FORMATS.find(([beginning]) => beginning.test(reader.letters(0, 16)))?.[1];
    const image = read?.(reader);
    return image !== undefined && image.width > 0 && image.height > 0 ? image : undefined;
}

/** The first 16 bytes of a file, in Latin-1. */
const FORMATS: readonly (readonly [RegExp, (reader: ByteReader) => RasterImage | undefined])[] = [
    [/^\x89PNG\r\n[^]\n[^]{4}IHDR/, readPng],
    [/^GIF8[79]a/, readGif],
    [/^RIFF[^]{4}WEBPVP/, readWebp],
    [/^BM/, readBmp],
    [/^\xff\xd8\xff/, readJpeg]
];

function readPng(reader: ByteReader): RasterImage {
    let passes = 0;
    // A chunk is a length, a name of four letters, so many bytes, and a checksum.
    for (let at = 8; at < reader.length; at += reader.uint32(at) + 12) {
        passes += reader.letters(at + 4, 4) === 'fcTL' ? 1 : 0;
    }
    return { width: reader.uint32(16), height: reader.uint32(20), passes: Math.max(passes, 1), end: reader.length };
}

function readGif(reader: ByteReader): RasterImage {
    let width = reader.uint16le(6);
    let height = reader.uint16le(8);
    let passes = 0;
    let at = 13 + colorsOf(reader.uint8(10));
    for (;;) {
        switch (reader.uint8(at)) {
            case 0x21:
                at = afterBlocks(reader, at + 2);
                break;
            case 0x2c:
                width = Math.max(width, reader.uint16le(at + 1) + reader.uint16le(at + 5));
                height = Math.max(height, reader.uint16le(at + 3) + reader.uint16le(at + 7));
                passes++;
                at = afterBlocks(reader, at + 11 + colorsOf(reader.uint8(at + 9)));
                break;
            default:
                return { width, height, passes: Math.max(passes, 1), end: reader.length };
        }
    }
}

/** Returns the bytes of a table of colors, which the flags of a GIF announce. */
function colorsOf(flags: number): number {
    return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Returns the place after blocks of a GIF: each has its length in its first byte, and an empty one is the last. */
function afterBlocks(reader: ByteReader, start: number): number {
    let at = start;
    while (reader.uint8(at) > 0) {
        at += reader.uint8(at) + 1;
    }
    return at + 1;
}

function readWebp(reader: ByteReader): RasterImage {
    let width = 0;
    let height = 0;
    let passes = 0;
    const take = (wide: number, high: number): void => {
        width = Math.max(width, wide);
        height = Math.max(height, high);
    };
    // A chunk is a name, a length, and so many bytes, and one more if they are odd.
    for (let at = 12; at < reader.length; at += 8 + reader.uint32le(at + 4) + (reader.uint32le(at + 4) & 1)) {
        switch (reader.letters(at, 4)) {
            case 'VP8 ':
                take(reader.uint16le(at + 14) & 0x3fff, reader.uint16le(at + 16) & 0x3fff);
                break;
            case 'VP8L':
                take((reader.uint32le(at + 9) & 0x3fff) + 1, ((reader.uint32le(at + 9) >>> 14) & 0x3fff) + 1);
                break;
            case 'VP8X':
                take((reader.uint32le(at + 12) & 0xffffff) + 1, (reader.uint32le(at + 14) >>> 8) + 1);
                break;
            case 'ANMF':
                passes++;
        }
    }
    return { width, height, passes: Math.max(passes, 1), end: reader.length };
}

/** Pixels as they are, run lengths of 8 and 4 bits, and masks of bits. Others are whole images of another format. */
const BMP_COMPRESSIONS: ReadonlySet<number> = new Set([0, 1, 2, 3, 6]);

function readBmp(reader: ByteReader): RasterImage | undefined {
    const header = reader.uint32le(14);
    if (header === 12) {
        return { width: reader.uint16le(18), height: reader.uint16le(20), passes: 1, end: reader.length };
    }
    if (header < 40 || !BMP_COMPRESSIONS.has(reader.uint32le(30))) {
        return undefined;
    }
    // A negative height: the first row is the upper one.
    const height = Math.abs(reader.uint32le(22) | 0);
    return { width: reader.uint32le(18), height, passes: 1, end: reader.length };
}

function readJpeg(reader: ByteReader): RasterImage {
    let width = 0;
    let height = 0;
    let passes = 0;
    let at = 2;
    for (;;) {
        at = reader.indexOf(0xff, at);
        while (reader.uint8(at) === 0xff) {
            at++;
        }
        const marker = reader.uint8(at++);
        if (at > reader.length || marker === 0xd9) {
            return { width, height, passes: Math.max(passes, 1), end: Math.min(at, reader.length) };
        }
        if (isFrame(marker)) {
            height = Math.max(height, reader.uint16(at + 3));
            width = Math.max(width, reader.uint16(at + 5));
        }
        passes += marker === 0xda ? 1 : 0;
        // Zero is a 0xff in the pixels, and these have no length: restarts among the pixels, and the beginning.
        at += marker <= 1 || (marker >= 0xd0 && marker <= 0xd8) ? 0 : reader.uint16(at);
    }
}

/** Returns whether a marker has the size: SOF0 to SOF15, without tables of codes (DHT, DAC) and an extension (JPG). */
function isFrame(marker: number): boolean {
    return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
