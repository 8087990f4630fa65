// SPDX-License-Identifier: MIT

/** The longest pause, in milliseconds. */
const LONGEST_PAUSE = 60_000;

/** Pauses differ by up to a quarter, so that many windows do not ask at the same moment. */
const VARIATION = 0.25;

/** Asks after growing pauses whether the server of the session is back, for as long as it is away. */
export class ServerWatch {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private isAway = false;
    private isAsking = false;
    private isDisposed = false;
    private pause: number;

    /**
     * @param ask asks the server once
     * @param firstPause milliseconds until the first question. Each further pause is twice as long
     */
    constructor(
        private readonly ask: () => Promise<void>,
        private readonly firstPause: number
    ) {
        this.pause = firstPause;
    }

    /** Notes whether the server is away. */
    note(isAway: boolean): void {
        if (isAway === this.isAway || this.isDisposed) {
            return;
        }
        this.isAway = isAway;
        clearTimeout(this.timer);
        this.pause = this.firstPause;
        if (isAway && !this.isAsking) {
            this.askLater();
        }
    }

    /** Asks now, unless the server is there, or is being asked. */
    async askNow(): Promise<void> {
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
        if (this.isAway) {
            this.askLater();
        }
    }

    dispose(): void {
        this.note(false);
        this.isDisposed = true;
    }

    private askLater(): void {
        const variation = 1 - VARIATION + 2 * VARIATION * Math.random();
        this.timer = setTimeout(() => void this.askNow(), this.pause * variation);
        this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    }
}
