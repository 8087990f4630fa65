// SPDX-License-Identifier: MIT

interface Part {
    /** Stops the part, and waits for its work to finish. */
    stop(): Promise<void> | void;
    /** Ends the part at once, if that differs. The next start cleans up after it. */
    force?(): void;
}

/**
 * Stops all parts in the reverse order of their start, at any time during the start and after it.
 * Each part is added as soon as it is started.
 */
export class Shutdown {
    private readonly controller = new AbortController();
    private readonly parts: Part[] = [];
    private readonly end = Promise.withResolvers<void>();
    private asked = false;

    constructor() {
        // A part may fail before `requested` is awaited. Awaiting it later still rejects.
        this.end.promise.catch(() => undefined);
    }

    /** Aborts as soon as the cloud has to stop. */
    get signal(): AbortSignal {
        return this.controller.signal;
    }

    /** Whether somebody requested the stop. Later failures are its consequence. */
    get wasRequested(): boolean {
        return this.asked;
    }

    /** Resolves when somebody requests the stop, and rejects when a part fails. */
    get requested(): Promise<void> {
        return this.end.promise;
    }

    request(): void {
        this.asked = true;
        this.end.resolve();
        this.controller.abort();
    }

    fail(error: Error): void {
        this.end.reject(error);
        this.controller.abort();
    }

    add(part: Part): void {
        this.parts.push(part);
    }

    /**
     * Stops all parts, the last one first. Stops every part, even if another one failed.
     *
     * @throws AggregateError with all failures
     */
    async run(): Promise<void> {
        const failures: unknown[] = [];
        for (let part = this.parts.at(-1); part !== undefined; part = this.parts.at(-1)) {
            try {
                await part.stop();
            } catch (error) {
                failures.push(error);
            }
            this.parts.pop();
        }
        if (failures.length > 0) {
            throw new AggregateError(failures, 'The cloud could not clean up everything.');
        }
    }

    /** Ends at once everything that would outlive this process. */
    force(): void {
        for (const part of this.parts) {
            part.force?.();
        }
    }
}
