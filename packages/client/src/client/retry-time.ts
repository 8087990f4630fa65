// SPDX-License-Identifier: MIT

import { type Clock, systemClock } from './clock';

/** Milliseconds of the first wait, unless the server asks for more. Each further wait doubles. */
const FIRST_WAIT = 250;

/** Milliseconds of the longest wait, unless the server asks for more. */
const LONGEST_WAIT = 8000;

/** The time during which a call is retried. */
export class RetryTime {
    private readonly end: number;
    private attempts = 0;

    /** @param milliseconds from now */
    constructor(
        milliseconds: number,
        private readonly clock: Pick<Clock, 'now'> = systemClock
    ) {
        this.end = clock.now() + milliseconds;
    }

    /**
     * Returns the milliseconds to wait before the next attempt, or undefined when that would come too late. A random
     * part prevents clients that failed at the same time from retrying at the same time.
     *
     * @param retryAfter the minimum that the server asks for, in milliseconds
     */
    nextWait(retryAfter = 0): number | undefined {
        const most = Math.min(FIRST_WAIT * 2 ** this.attempts++, LONGEST_WAIT);
        const backoff = most * (0.5 + Math.random() / 2);
        const wait = Math.max(backoff, retryAfter === 0 ? 0 : retryAfter + Math.random() * FIRST_WAIT);
        return this.clock.now() + wait > this.end ? undefined : wait;
    }
}

/**
 * Parses `Retry-After`, which has seconds or a date. Returns milliseconds from now, or undefined when it is invalid.
 */
export function parseRetryAfter(header: string | null): number | undefined {
    if (header === null) {
        return undefined;
    }
    const text = header.trim();
    if (/^\d+$/.test(text)) {
        return Number(text) * 1000;
    }
    const time = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? undefined : Math.max(time - Date.now(), 0);
}
