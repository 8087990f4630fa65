// SPDX-License-Identifier: MIT

import { rm } from 'node:fs/promises';

/** The number of retries. An initdb whose cloud was killed keeps writing until it notices the closed pipe. */
const RETRIES = 20;

/** Milliseconds before the first retry. Each further pause is this much longer. */
const RETRY_DELAY = 20;

/** Deletes a folder with its content. Does nothing when the folder does not exist. */
export async function removeFolder(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true, maxRetries: RETRIES, retryDelay: RETRY_DELAY });
}
