// SPDX-License-Identifier: MIT

import type { CloudAccount } from '@sanyam/store';
import { exportPageSchema, type ExportPage } from '@sanyam/types';
import { isTransient } from '../saving/save-state';

/** Milliseconds before each attempt after a failure that can pass: half a minute in all. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Reads an export page by page, with one page in memory. It asks for a page again if the cloud was away or busy.
 *
 * @param pause waits; rejects when the signal is aborted
 * @throws CloudError for other failures; the signal's reason when it is aborted
 */
export async function* exportPages(
    account: Pick<CloudAccount, 'exportPage'>,
    signal: AbortSignal,
    pause: (milliseconds: number, signal: AbortSignal) => Promise<void> = pauseFor
): AsyncGenerator<ExportPage, void, undefined> {
    let cursor: string | null | undefined;
    while (cursor !== null) {
        const { json, nextCursor } = await exportPage(account, cursor, signal, pause);
        signal.throwIfAborted();
        cursor = nextCursor;
        yield exportPageSchema.parse(JSON.parse(json));
    }
}

async function exportPage(
    account: Pick<CloudAccount, 'exportPage'>,
    cursor: string | undefined,
    signal: AbortSignal,
    pause: (milliseconds: number, signal: AbortSignal) => Promise<void>
) {
    for (const wait of PAUSES) {
        try {
            return await account.exportPage(cursor, signal);
        } catch (error) {
            signal.throwIfAborted();
            if (!isTransient(error)) {
                throw error;
            }
            await pause(wait, signal);
        }
    }
    return account.exportPage(cursor, signal);
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const abort = (): void => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', abort);
            resolve();
        }, milliseconds);
        signal.addEventListener('abort', abort, { once: true });
    });
}
