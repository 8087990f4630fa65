// SPDX-License-Identifier: MIT

interface Part {
    /** Stops it in good order. */
    stop(): Promise<void> | void;
    /** Ends it at once, where that is another thing; what it leaves is cleared by the next start. */
    force?(): void;
}

/**
 * Brings everything down in the reverse order of its making, at any moment of the start and after it.
 * Whatever is started is added at once.
 */
export class Shutdown {
    private readonly controller = new AbortController();
    private readonly parts: Part[] = [];
    private readonly end = Promise.withResolvers<void>();
    private asked = false;

    constructor() {
        // A part may fail while nobody waits yet; whoever asks later meets the failure.
        this.end.promise.catch(() => undefined);
    }

    /** Aborted as soon as the cloud is to stop. */
    get signal(): AbortSignal {
        return this.controller.signal;
    }

    /** True when the end was asked for: what fails from then on is its consequence. */
    get wasRequested(): boolean {
        return this.asked;
    }

    /** Resolves when somebody asks the cloud to stop, and rejects when a part of it dies. */
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
     * Stops all parts, the last first; each is tried whatever became of the others.
     *
     * @throws AggregateError of what failed
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
            throw new AggregateError(failures, 'Not everything could be cleaned up.');
        }
    }

    /** Ends what outlives this process. */
    force(): void {
        for (const part of this.parts) {
            part.force?.();
        }
    }
}
