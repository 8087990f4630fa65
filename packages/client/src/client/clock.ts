// SPDX-License-Identifier: MIT

/** What calls wait by. */
export interface Clock {
    /** Milliseconds since some moment. */
    now(): number;
    /** Resolves that many milliseconds later. @throws the signal's reason when it is aborted meanwhile */
    pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** That of the platform. */
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
