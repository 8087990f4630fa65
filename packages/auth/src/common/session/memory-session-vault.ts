// SPDX-License-Identifier: MIT

import type { Subscribe } from '@sanyam/types';
import type { SessionVault } from './session-vault';

/** Keeps a session in memory until the window is closed. */
export class MemorySessionVault implements SessionVault {
    private readonly items = new Map<string, string>();

    readonly onDidDiscard: Subscribe<void> = () => ({ dispose: () => {} });

    async getItem(key: string): Promise<string | null> {
        return this.items.get(key) ?? null;
    }

    async setItem(key: string, value: string): Promise<void> {
        this.items.set(key, value);
    }

    async removeItem(key: string): Promise<void> {
        this.items.delete(key);
    }
}
