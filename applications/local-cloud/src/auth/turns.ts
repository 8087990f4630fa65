// SPDX-License-Identifier: MIT

/** Runs works with the same key one after the other. */
export class Turns {
    private readonly last = new Map<string, Promise<unknown>>();

    async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
        const turn = (this.last.get(key) ?? Promise.resolve()).then(work);
        const settled = turn.catch(() => undefined);
        this.last.set(key, settled);
        try {
            return await turn;
        } finally {
            if (this.last.get(key) === settled) {
                this.last.delete(key);
            }
        }
    }
}
