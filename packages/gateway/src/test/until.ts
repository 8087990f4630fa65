// SPDX-License-Identifier: MIT

import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two looks, so that what is waited for gets the processor. */
const PAUSE = 10;

/**
 * Looks again and again, for where nothing tells when it is so.
 *
 * @param signal ends it, with the signal's reason
 * @throws what the condition throws
 */
export async function until(condition: () => boolean | Promise<boolean>, signal?: AbortSignal): Promise<void> {
    while (!(await condition())) {
        signal?.throwIfAborted();
        await delay(PAUSE);
    }
}
