// SPDX-License-Identifier: MIT

/**
 * Waits for work until a signal is aborted. The work itself goes on.
 *
 * @throws the reason of the signal, before the work begins if it is aborted already; what the work throws
 */
export async function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal === undefined) {
        return work();
    }
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort);
    try {
        return await Promise.race([work(), aborted.promise]);
    } finally {
        signal.removeEventListener('abort', abort);
    }
}
