// SPDX-License-Identifier: MIT

import { FairQueue } from './fair-queue';
import type { Source } from './source';

interface Waiting {
    /** Gives the turn to the work that waits. */
    readonly begin: () => void;
    /** Ends the wait without a turn. */
    readonly giveUp: () => void;
}

/** Who takes a turn. */
export interface TurnTaker {
    readonly source: Source;
    /** Returns the error of a call that waited in vain. */
    refuse(): Error;
    /** Gets a function that gives up waiting. */
    onWait(giveUp: () => void): void;
}

/** Lets only some calls run at the same time. The others wait in a fair queue, but not for long. */
export class Turns {
    private running = 0;
    private readonly waiting = new FairQueue<Waiting>();

    /**
     * @param most calls that run at the same time
     * @param patience milliseconds that a call waits
     * @param room calls that wait at the same time. When more come, the source with the most loses one.
     */
    constructor(
        readonly most: number,
        private readonly patience: number,
        private readonly room: number
    ) {}

    get isIdle(): boolean {
        return this.running === 0;
    }

    /** Runs a call when it is its turn. */
    async run<T>(call: () => Promise<T>, taker: TurnTaker): Promise<T> {
        if (this.running < this.most) {
            this.running++;
        } else {
            await this.wait(taker);
        }
        try {
            return await call();
        } finally {
            this.passOn();
        }
    }

    private wait({ source, refuse, onWait }: TurnTaker): Promise<void> {
        return new Promise((resolve, reject) => {
            const giveUp = () => {
                clearTimeout(timer);
                if (this.waiting.remove(source, waiting)) {
                    reject(refuse());
                }
            };
            const timer = setTimeout(giveUp, this.patience);
            const begin = () => {
                clearTimeout(timer);
                resolve();
            };
            const waiting: Waiting = { begin, giveUp };
            this.waiting.add(source, waiting);
            onWait(giveUp);
            if (this.waiting.size > this.room) {
                this.waiting.heaviest?.giveUp();
            }
        });
    }

    /** Gives the turn to the next call. */
    private passOn(): void {
        const next = this.waiting.take();
        if (next === undefined) {
            this.running--;
        } else {
            next.begin();
        }
    }
}
