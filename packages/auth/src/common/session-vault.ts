// SPDX-License-Identifier: MIT

import type { Subscribe } from '@sanyam/types';

/**
 * Where a session outlives the window. What it keeps is a secret: a vault writes nothing in clear text and sends
 * nothing anywhere.
 */
export interface SessionVault {
    /** Fires when something stored could not be read any more and was therefore removed. */
    readonly onDidDiscard: Subscribe<void>;
    /** What was stored under the key; `null` when there is nothing, or nothing that can be read. */
    getItem(key: string): Promise<string | null>;
    setItem(key: string, value: string): Promise<void>;
    removeItem(key: string): Promise<void>;
}
