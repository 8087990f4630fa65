// SPDX-License-Identifier: MIT

/** Milliseconds from which a longer line would take too long. */
const SLOW = 20;

/** Milliseconds from which a line counts. Nearly all take less than one. */
const NOTABLE = 5;

/** Milliseconds that notable lines may take in a period, all languages together. */
const MOST = 500;

/**
 * Milliseconds that all lines may take in one task of the window, in which it shows and hears nothing. An editor colors up to
 * the end of a long text at once when the cursor is there.
 */
const MOST_IN_TASK = 100;

/** Milliseconds. */
const PERIOD = 5_000;

/** Milliseconds until the lines that were left plain are tried again, at first and at most. */
const FIRST_RETRY = PERIOD;
const LAST_RETRY = 10 * 60_000;

/**
 * The time that colors take from the window. The author of a text chooses its language, and what stands in it: lines of 150
 * characters can take a grammar 50 ms each, or as long as just does not count as slow.
 */
export class SlowLines {
    private periodStart = -Infinity;
    private spent = 0;
    private spentInTask = 0;
    private lastRetry = -Infinity;
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
        this.spendInTask(duration);
        if (duration > NOTABLE) {
            this.spend(start, duration);
        }
        return { result, isSlow: duration > SLOW };
    }

    /** Returns whether lines must stay plain for now. */
    get areTooMany(): boolean {
        return this.spentInTask > MOST_IN_TASK || (this.spent > MOST && this.now() - this.periodStart < PERIOD);
    }

    /**
     * Notes that a line was left plain. All are tried again later: each time after a longer pause, until none was left plain
     * for a while.
     */
    noteOmission(): void {
        if (this.isWaiting) {
            return;
        }
        this.isWaiting = true;
        const isQuiet = this.now() - this.lastRetry > this.pause;
        this.pause = isQuiet ? FIRST_RETRY : Math.min(this.pause * 2, LAST_RETRY);
        this.later(() => {
            this.isWaiting = false;
            this.lastRetry = this.now();
            this.retry();
        }, this.pause);
    }

    private spendInTask(duration: number): void {
        if (this.spentInTask === 0 && duration > 0) {
            this.later(() => (this.spentInTask = 0), 0);
        }
        this.spentInTask += duration;
    }

    private spend(start: number, duration: number): void {
        if (start - this.periodStart >= PERIOD) {
            this.periodStart = start;
            this.spent = 0;
        }
        this.spent += duration;
    }
}
