// SPDX-License-Identifier: MIT

import type { Clock } from '../client/clock';

/** A clock whose time passes only during a pause, and then at once. */
export class LeapingClock implements Clock {
    /** The pauses in milliseconds. */
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
