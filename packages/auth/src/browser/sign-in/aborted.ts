// SPDX-License-Identifier: MIT

/** Resolves when a signal is aborted, at once if it is already. */
export async function aborted(signal: AbortSignal): Promise<undefined> {
    if (!signal.aborted) {
        await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
    }
    return undefined;
}
