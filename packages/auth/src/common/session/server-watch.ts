// SPDX-License-Identifier: MIT

import { GrowingPause } from '@sanyam/types';

/** The longest pause, in milliseconds. */
const LONGEST_PAUSE = 60_000;

/** Asks after growing pauses whether the server of the session is back, for as long as it is away. */
export class ServerWatch {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private isAway = false;
    private isAsking = false;
    private isAskedAgain = false;
    private isDisposed = false;
    private readonly pause: GrowingPause;

    /**
     * @param ask asks the server once
     * @param firstPause milliseconds until the first question. Each further pause is twice as long
     */
    constructor(
        private readonly ask: () => Promise<void>,
        firstPause: number
    ) {
        this.pause = new GrowingPause(firstPause, LONGEST_PAUSE);
    }

    /** Notes whether the server is away. */
    note(isAway: boolean): void {
        if (isAway === this.isAway || this.isDisposed) {
            return;
        }
        this.isAway = isAway;
        clearTimeout(this.timer);
        this.pause.reset();
        if (isAway && !this.isAsking) {
            this.askLater();
        }
    }

    /** Asks now, unless the server is there. If it is being asked, asks once more: that question can be an old one. */
    async askNow(): Promise<void> {
        this.isAskedAgain = this.isAsking;
        if (!this.isAway || this.isAsking) {
            return;
        }
        clearTimeout(this.timer);
        this.isAsking = true;
        try {
            await this.ask();
        } catch (error) {
            console.error(error);
        } finally {
            this.isAsking = false;
        }
        if (this.isAway && this.isAskedAgain) {
            await this.askNow();
        } else if (this.isAway) {
            this.askLater();
        }
    }

    dispose(): void {
        this.note(false);
        this.isDisposed = true;
    }

    private askLater(): void {
        this.timer = setTimeout(() => void this.askNow(), this.pause.next());
    }
}
