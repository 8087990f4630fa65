// SPDX-License-Identifier: MIT

import { rm } from 'node:fs/promises';

/** An initdb that lost its cloud writes on for a moment, until it meets the closed pipe: so often we try again. */
const RETRIES = 20;

/** The pause before the first retry, in milliseconds; each further one is as much longer. */
const RETRY_DELAY = 20;

/** Deletes a folder and all that is in it; it need not be there. */
export async function removeFolder(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true, maxRetries: RETRIES, retryDelay: RETRY_DELAY });
}
