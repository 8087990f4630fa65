// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type RasterImage, readRasterImage } from './raster-image';

/** Bytes of numbers, and of letters in Latin-1. */
function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
    return Buffer.concat(
        parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))
    );
}

const png = (name: string, data: readonly number[]): Uint8Array =>
    bytesOf([0, 0, 0, data.length], name, data, [0, 0, 0, 0]);
const PNG = bytesOf('\x89PNG\r\n\x1a\n', [...png('IHDR', [0, 0, 1, 2, 0, 0, 3, 4, 8, 6, 0, 0, 0])]);
const FRAME = [...png('fcTL', [1, 2])];

/** A picture of a GIF with a table of two colors and two blocks of pixels. */
const picture = (left: number, width: number): number[] => [
    0x2c,
    left,
    0,
    0,
    0,
    width,
    0,
    5,
    0,
    0x80,
    ...[0, 0, 0, 9, 9, 9],
    2,
    1,
    0x2c,
    2,
    0x2c,
    0x3b,
    0
];
const GIF = bytesOf('GIF89a', [10, 0, 20, 0, 0x81, 0, 0], ' '.repeat(12), [0x21, 0xf9, 1, 0x2c, 0], picture(0, 10));

const vp8 = (width: number): number[] => [0, 0, 0, 0x9d, 1, 0x2a, width, 0x41, 7, 0];
const VP8X = [0x56, 0x50, 0x38, 0x58, 10, 0, 0, 0, 2, 0, 0, 0, 0xff, 1, 0, 0xff, 2, 1];

const bmp = (header: readonly number[]): Uint8Array => bytesOf('BM', '\0'.repeat(12), header);

const JPEG = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xc0];
const JPEG_SIZE = [0xff, 0xc2, 0, 8, 8, 1, 2, 3, 4, 3];
const SCAN = [0xff, 0xda, 0, 3, 0, 1, 0xff, 0, 2, 0xff, 0xd3, 3];

describe('the size of an image', () => {
    function expectSize(bytes: Uint8Array, expected: Partial<RasterImage>): void {
        expect(readRasterImage(bytes)).to.deep.equal({ passes: 1, end: bytes.length, ...expected });
    }

    it('is at the beginning of a PNG', () => expectSize(PNG, { width: 258, height: 772 }));

    it('has the frames of an animated PNG', () =>
        expectSize(bytesOf([...PNG], FRAME, FRAME, FRAME), { width: 258, height: 772, passes: 3 }));

    it('is at the beginning of a GIF', () => expectSize(GIF, { width: 10, height: 20 }));

    it('has what the frames of a GIF draw outside of it', () =>
        expectSize(bytesOf([...GIF], picture(200, 100), [0x3b]), { width: 300, height: 20, passes: 2 }));

    it('is in the pixels of a WebP', () => {
        expectSize(bytesOf('RIFF\0\0\0\0WEBPVP8 ', [10, 0, 0, 0], vp8(44)), { width: 0x12c, height: 7 });
        expectSize(bytesOf('RIFF\0\0\0\0WEBPVP8L', [5, 0, 0, 0, 0x2f, 0xff, 0xc0, 0, 0, 0]), { width: 256, height: 4 });
    });

    it('is the larger one of a WebP that has two', () =>
        expectSize(bytesOf('RIFF\0\0\0\0WEBP', VP8X, 'VP8 ', [10, 0, 0, 0], vp8(1)), { width: 512, height: 66_304 }));

    it('has the frames of an animated WebP', () =>
        expectSize(bytesOf('RIFF\0\0\0\0WEBP', VP8X, 'ANMF\x01\0\0\0__', 'ANMF\0\0\0\0'), {
            width: 512,
            height: 66_304,
            passes: 2
        }));

    it('is in each header of a BMP', () => {
        expectSize(bmp([12, 0, 0, 0, 1, 2, 3, 4]), { width: 513, height: 1027 });
        expectSize(bmp([40, 0, 0, 0, 1, 2, 0, 0, 0xfe, 0xff, 0xff, 0xff, 1, 0, 24, 0, 0, 0, 0, 0]), {
            width: 513,
            height: 2
        });
    });

    it('is unknown for a BMP that has another image in it', () =>
        expect(readRasterImage(bmp([40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, 4, 0, 0, 0]))).to.equal(
            undefined
        ));

    it('is behind other data in a JPEG', () => expectSize(bytesOf(JPEG, JPEG_SIZE, SCAN), { width: 772, height: 258 }));

    it('has the scans of a JPEG, and no image that follows it', () => {
        const image = [...JPEG, ...JPEG_SIZE, ...SCAN, ...SCAN, 0xff, 0xff, 0xd9];
        expectSize(bytesOf(image, JPEG, [0xff, 0xc0, 0, 8, 8, 0xff, 0xff, 0xff, 0xff, 3]), {
            width: 772,
            height: 258,
            passes: 2,
            end: image.length
        });
    });

    it('is unknown for other formats, and for what is not an image', () => {
        for (const text of ['', 'a', '\0\0\0\x20ftypavif', '\0\0\x01\0\x01\0', '<svg/>', 'RIFF\0\0\0\0WAVEfmt ']) {
            expect(readRasterImage(bytesOf(text)), JSON.stringify(text)).to.equal(undefined);
        }
    });

    for (const [name, image] of [
        ['PNG', PNG],
        ['GIF', bytesOf([...GIF], picture(0, 100))],
        ['WebP', bytesOf('RIFF\0\0\0\0WEBP', VP8X, 'VP8 ', [10, 0, 0, 0], vp8(1))],
        ['JPEG', bytesOf(JPEG, JPEG_SIZE, SCAN)]
    ] as const) {
        it(`ends for a ${name} that is cut off, and for one in which any byte is another`, () => {
            const whole = readRasterImage(image);
            for (let at = 0; at < image.length; at++) {
                const size = readRasterImage(image.subarray(0, at));
                expect(size?.width ?? 0).to.be.at.most(whole?.width ?? 0);
                for (const byte of [0, 1, 0x2c, 0x7f, 0xff]) {
                    const damaged = Uint8Array.from(image);
                    damaged[at] = byte;
                    expect(readRasterImage(damaged)?.passes ?? 0).to.be.at.most(image.length);
                }
            }
        });
    }
});
