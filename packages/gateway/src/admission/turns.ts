// SPDX-License-Identifier: MIT

interface Waiting {
    /** Gives the turn to the work that waits. */
    readonly begin: () => void;
    readonly timer: NodeJS.Timeout;
}

/** Lets only some calls run at the same time. The others wait, first come, first served, but not for long. */
export class Turns {
    private running = 0;
    private readonly waiting = new Set<Waiting>();

    /**
     * @param most calls that run at the same time
     * @param patience milliseconds that a call waits
     */
    constructor(
        readonly most: number,
        private readonly patience: number
    ) {}

    get isIdle(): boolean {
        return this.running === 0;
    }

    /**
     * Runs a call when it is its turn.
     *
     * @param refuse returns the error of a call that waited in vain
     * @param onWait gets a function that gives up waiting
     */
    async run<T>(call: () => Promise<T>, refuse: () => Error, onWait: (giveUp: () => void) => void): Promise<T> {
        if (this.running < this.most) {
            this.running++;
        } else {
            await this.wait(refuse, onWait);
        }
        try {
            return await call();
        } finally {
            this.passOn();
        }
    }

    private wait(refuse: () => Error, onWait: (giveUp: () => void) => void): Promise<void> {
        return new Promise((resolve, reject) => {
            const giveUp = () => {
                clearTimeout(waiting.timer);
                if (this.waiting.delete(waiting)) {
                    reject(refuse());
                }
            };
            const waiting: Waiting = { begin: resolve, timer: setTimeout(giveUp, this.patience) };
            this.waiting.add(waiting);
            onWait(giveUp);
        });
    }

    /** Gives the turn to the next call. */
    private passOn(): void {
        const [next] = this.waiting;
        if (next === undefined) {
            this.running--;
            return;
        }
        this.waiting.delete(next);
        clearTimeout(next.timer);
        next.begin();
    }
}
