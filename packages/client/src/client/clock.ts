// SPDX-License-Identifier: MIT

/** The clock that retries use. */
export interface Clock {
    /** Milliseconds since a fixed moment. */
    now(): number;
    /** Resolves after this many milliseconds. @throws the signal's reason when the signal aborts */
    pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of the platform. */
export const systemClock: Clock = {
    now: () => performance.now(),
    pause: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        await new Promise<void>((resolve, reject) => {
            const abort = () => {
                clearTimeout(timer);
                reject(signal?.reason);
            };
            const timer = setTimeout(() => {
                signal?.removeEventListener('abort', abort);
                resolve();
            }, milliseconds);
            signal?.addEventListener('abort', abort, { once: true });
        });
    }
};
