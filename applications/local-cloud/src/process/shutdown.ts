// SPDX-License-Identifier: MIT

type CleanUp = () => Promise<void> | void;

/**
 * Brings everything down in the reverse order of its making, at any moment of the start and after it.
 * Whatever is started registers at once how it is stopped.
 */
export class Shutdown {
    private readonly controller = new AbortController();
    private readonly cleanUps: CleanUp[] = [];
    private asked = false;
    private readonly whenRequested = Promise.withResolvers<void>();

    /** Aborted as soon as somebody wants the cloud to stop. */
    get signal(): AbortSignal {
        return this.controller.signal;
    }

    /** Resolves when somebody asked the cloud to stop, and rejects when a part of it died. */
    get requested(): Promise<void> {
        return this.whenRequested.promise;
    }

    constructor() {
        // A part may die while nobody waits yet; the failure is then met by whoever asks later.
        this.whenRequested.promise.catch(() => undefined);
    }

    /** True when the end was asked for, and what fails from now on is its consequence. */
    get wasRequested(): boolean {
        return this.asked;
    }

    request(): void {
        this.asked = true;
        this.whenRequested.resolve();
        this.controller.abort();
    }

    fail(error: Error): void {
        this.whenRequested.reject(error);
        this.controller.abort();
    }

    add(cleanUp: CleanUp): void {
        this.cleanUps.push(cleanUp);
    }

    /**
     * Undoes all that was registered, the last first; each is tried whatever became of the others.
     *
     * @throws AggregateError of what failed
     */
    async run(): Promise<void> {
        const failures: unknown[] = [];
        for (let cleanUp = this.cleanUps.pop(); cleanUp !== undefined; cleanUp = this.cleanUps.pop()) {
            try {
                await cleanUp();
            } catch (error) {
                failures.push(error);
            }
        }
        if (failures.length > 0) {
            throw new AggregateError(failures, 'Not everything could be cleaned up.');
        }
    }
}
