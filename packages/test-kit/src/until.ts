// SPDX-License-Identifier: MIT

import { setTimeout as delay } from 'node:timers/promises';

/** The pause between two checks, in milliseconds. Meanwhile the work that the test waits for can run. */
const PAUSE = 10;

/**
 * Waits until a condition is true. Use it only when there is no event to wait for.
 *
 * @param signal ends the wait, with the signal's reason
 * @throws what the condition throws
 */
export async function until(condition: () => boolean | Promise<boolean>, signal?: AbortSignal): Promise<void> {
    while (!(await condition())) {
        signal?.throwIfAborted();
        await delay(PAUSE);
    }
}
