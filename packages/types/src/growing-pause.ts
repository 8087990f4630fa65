// SPDX-License-Identifier: MIT

/** Pauses differ by up to a quarter, so that many windows do not ask at the same moment. */
const VARIATION = 0.25;

/** The pauses between attempts to reach a server: each is twice as long as the one before, up to a longest one. */
export class GrowingPause {
    private pause: number;

    /**
     * @param first the first pause, in milliseconds
     * @param longest the longest pause, in milliseconds
     * @param random a number from 0 to 1, as `Math.random` returns it
     */
    constructor(
        private readonly first: number,
        private readonly longest: number,
        private readonly random: () => number = Math.random
    ) {
        this.pause = first;
    }

    /** Returns the milliseconds until the next attempt, up to a quarter more or less. */
    next(): number {
        const { pause } = this;
        this.pause = Math.min(2 * pause, this.longest);
        return pause * (1 - VARIATION + 2 * VARIATION * this.random());
    }

    /** Begins again with the first pause. */
    reset(): void {
        this.pause = this.first;
    }
}
