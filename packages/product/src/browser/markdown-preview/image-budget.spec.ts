// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { ImageBudget } from './image-budget';

disableBrowserGlobals();

function uint32(value: number): number[] {
    return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** The beginning of a PNG. */
function png(width: number, height: number, frames = 0): Uint8Array<ArrayBuffer> {
    return Uint8Array.from([
        ...[...Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 0, 0, 0, 13, ...Buffer.from('IHDR'), ...uint32(width)],
        ...[...uint32(height), 8, 6, 0, 0, 0, 0, 0, 0, 0],
        ...Array.from({ length: frames }, () => [0, 0, 0, 0, ...Buffer.from('fcTL'), 0, 0, 0, 0]).flat()
    ]);
}

function svg(paths: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${'<g/>'.repeat(paths)}</svg>`));
}

describe('the budget of the images of a preview', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals('Sanyam');
        Object.assign(globalThis, { DOMParser: window.DOMParser, Node: window.Node });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'DOMParser');
        disableBrowserGlobals();
    });

    const reasonAgainst = (image: Uint8Array<ArrayBuffer>, isSvg = false, budget = new ImageBudget()): unknown => {
        const result = budget.judge(image, isSvg);
        return result instanceof Blob ? undefined : result;
    };

    it('has room for a photo, and not for 25 million pixels and more', () => {
        expect(reasonAgainst(png(5000, 5000))).to.equal(undefined);
        expect(reasonAgainst(png(5000, 5001))).to.equal('large');
        expect(reasonAgainst(png(0xffffffff, 0xffffffff))).to.equal('large');
    });

    it('has room for 100 million pixels of all images', () => {
        const budget = new ImageBudget();
        for (let count = 0; count < 4; count++) {
            expect(reasonAgainst(png(5000, 5000), false, budget)).to.equal(undefined);
        }
        expect(reasonAgainst(png(1, 1), false, budget)).to.equal('together');
    });

    it('has room for an animation of a minute', () => {
        expect(reasonAgainst(png(800, 600, 600))).to.equal(undefined);
        expect(reasonAgainst(png(2000, 1000, 300))).to.equal('frames');
        expect(reasonAgainst(png(1, 1, 1001))).to.equal('frames');
    });

    it('has room for the frames of two long animations, and no more of any kind', () => {
        const budget = new ImageBudget();
        expect(reasonAgainst(png(800, 600, 1000), false, budget)).to.equal(undefined);
        expect(reasonAgainst(png(1000, 1000, 500), false, budget)).to.equal(undefined);
        expect(reasonAgainst(png(1000, 1000, 60), false, budget)).to.equal('together');
        expect(reasonAgainst(png(1, 1, 501), false, budget)).to.equal('together');
        expect(reasonAgainst(png(100, 100), false, budget)).to.equal(undefined);
    });

    it('has none for a size that is not known', () =>
        expect(reasonAgainst(Uint8Array.from(Buffer.from('\0\0\0\x20ftypavif')))).to.equal('unknown'));

    it('has room for plain SVG images, one by one and together', () => {
        const budget = new ImageBudget();
        expect(reasonAgainst(svg(900), true, budget)).to.equal(undefined);
        expect(reasonAgainst(svg(900), true, budget)).to.equal(undefined);
        expect(reasonAgainst(svg(900), true, budget)).to.equal('together');
        expect(reasonAgainst(svg(1000), true)).to.equal('slow');
    });

    it('has room for 50 images', () => {
        const budget = new ImageBudget();
        expect(Array.from({ length: 51 }, () => budget.isSpent()).indexOf(true)).to.equal(50);
    });
});
