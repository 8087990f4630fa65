// SPDX-License-Identifier: MIT

import type { Clock } from '../client/clock';

/** A clock on which time passes only while somebody waits, and at once. */
export class LeapingClock implements Clock {
    /** What was waited for, in milliseconds. */
    readonly waits: number[] = [];
    private time = 0;

    now(): number {
        return this.time;
    }

    pause(milliseconds: number): Promise<void> {
        this.waits.push(milliseconds);
        this.time += milliseconds;
        return Promise.resolve();
    }
}
