// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { GrowingPause } from './growing-pause';

describe('a growing pause', () => {
    it('doubles up to the longest, and begins again', () => {
        const pause = new GrowingPause(1_000, 5_000, () => 0.5);
        const next = (): number => pause.next();
        expect(Array.from({ length: 5 }, next)).to.deep.equal([1_000, 2_000, 4_000, 5_000, 5_000]);
        pause.reset();
        expect(pause.next()).to.equal(1_000);
    });

    it('differs by up to a quarter', () => {
        expect(new GrowingPause(1_000, 5_000, () => 0).next()).to.equal(750);
        expect(new GrowingPause(1_000, 5_000, () => 1).next()).to.equal(1_250);
    });
});
