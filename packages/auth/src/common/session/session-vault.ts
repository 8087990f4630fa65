// SPDX-License-Identifier: MIT

import type { Subscribe } from '@sanyam/types';

/**
 * Storage for a session beyond the lifetime of the window. A session is secret: a vault writes no clear text and sends
 * nothing.
 */
export interface SessionVault {
    /** Fires when an item could not be read and was removed. */
    readonly onDidDiscard: Subscribe<void>;
    /** Fires with the name of an item that another window has changed. A vault without it leaves that to the auth client. */
    readonly onDidChange?: Subscribe<string>;
    /** Returns the stored text; `null` if there is none, or if it cannot be read. */
    getItem(key: string): Promise<string | null>;
    setItem(key: string, value: string): Promise<void>;
    removeItem(key: string): Promise<void>;
}
