// SPDX-License-Identifier: MIT

import type { CloudAccount } from '@sanyam/store';
import { exportPageSchema, type ExportPage } from '@sanyam/types';
import { pause } from '../pause';
import { isTransient } from '../saving/save-state';

/** Milliseconds before each attempt after a failure that can pass: half a minute in all. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Reads an export page by page, with one page in memory. It asks for a page again if the cloud was away or busy.
 *
 * @param wait as {@link pause}
 * @throws CloudError for other failures; the signal's reason when it is aborted
 */
export async function* exportPages(
    account: Pick<CloudAccount, 'exportPage'>,
    signal: AbortSignal,
    wait: typeof pause = pause
): AsyncGenerator<ExportPage, void, undefined> {
    let cursor: string | null | undefined;
    while (cursor !== null) {
        const { json, nextCursor } = await exportPage(account, cursor, signal, wait);
        signal.throwIfAborted();
        cursor = nextCursor;
        yield exportPageSchema.parse(JSON.parse(json));
    }
}

async function exportPage(
    account: Pick<CloudAccount, 'exportPage'>,
    cursor: string | undefined,
    signal: AbortSignal,
    wait: typeof pause
) {
    for (const milliseconds of PAUSES) {
        try {
            return await account.exportPage(cursor, signal);
        } catch (error) {
            signal.throwIfAborted();
            if (!isTransient(error)) {
                throw error;
            }
            await wait(milliseconds, signal);
        }
    }
    return account.exportPage(cursor, signal);
}
