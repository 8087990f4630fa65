// SPDX-License-Identifier: MIT

import { type Clock, systemClock } from './clock';

/** The first wait where the server does not say how long, in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 250;

/** The longest of those, in milliseconds. */
const LONGEST_WAIT = 8000;

/** How long one call goes on trying, all its attempts together. */
export class Patience {
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
     * How long to wait before the next attempt, in milliseconds; undefined when there is none, for it would come too
     * late. A random part keeps clients that failed together from coming back together.
     *
     * @param retryAfter the least that the server asks for, in milliseconds
     */
    nextWait(retryAfter = 0): number | undefined {
        const most = Math.min(FIRST_WAIT * 2 ** this.attempts++, LONGEST_WAIT);
        const backoff = most * (0.5 + Math.random() / 2);
        const wait = Math.max(backoff, retryAfter === 0 ? 0 : retryAfter + Math.random() * FIRST_WAIT);
        return this.clock.now() + wait > this.end ? undefined : wait;
    }
}

/** Reads `Retry-After`, seconds or a date: milliseconds from now, undefined when it is neither. */
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
