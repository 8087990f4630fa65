// SPDX-License-Identifier: MIT

/** Milliseconds from which a line is slow. Nearly all take less than one. */
const SLOW = 20;

/** Milliseconds that slow lines may take in a period, all languages together. */
const MOST = 500;

/** Milliseconds. */
const PERIOD = 5_000;

/** Milliseconds until the lines that were left plain are tried again, at first and at most. */
const FIRST_RETRY = PERIOD;
const LAST_RETRY = 10 * 60_000;

/**
 * The time that slow lines take from the window. The author of a text chooses its language, and what stands in it: lines of
 * 150 characters can take a grammar 50 ms each.
 */
export class SlowLines {
    private periodStart = -Infinity;
    private spent = 0;
    private pause = FIRST_RETRY;
    private isWaiting = false;

    /**
     * @param retry colors all texts again. A line can be slow only because the computer was busy
     * @param now milliseconds of a clock that never goes back
     * @param later calls a function after some milliseconds
     */
    constructor(
        private readonly retry: () => void,
        private readonly now: () => number = () => performance.now(),
        private readonly later: (work: () => void, pause: number) => void = (work, pause) =>
            void setTimeout(work, pause)
    ) {}

    /** Returns the result of the work, and whether it was slow. */
    measure<T>(work: () => T): { readonly result: T; readonly isSlow: boolean } {
        const start = this.now();
        const result = work();
        const duration = this.now() - start;
        const isSlow = duration > SLOW;
        if (isSlow) {
            this.spend(start, duration);
        }
        return { result, isSlow };
    }

    /** Returns whether lines must stay plain for now. */
    get areTooMany(): boolean {
        return this.spent > MOST && this.now() - this.periodStart < PERIOD;
    }

    /** Notes that a line was left plain. All are tried again later, each time after a longer pause. */
    noteOmission(): void {
        if (this.isWaiting) {
            return;
        }
        this.isWaiting = true;
        this.later(() => {
            this.isWaiting = false;
            this.retry();
        }, this.pause);
        this.pause = Math.min(this.pause * 2, LAST_RETRY);
    }

    private spend(start: number, duration: number): void {
        if (start - this.periodStart >= PERIOD) {
            this.periodStart = start;
            this.spent = 0;
        }
        this.spent += duration;
    }
}
