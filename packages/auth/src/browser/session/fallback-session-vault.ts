// SPDX-License-Identifier: MIT

import { Deferred } from '@theia/core/lib/common/promise-util';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import { MemorySessionVault } from '../../common/session/memory-session-vault';
import type { SessionVault } from '../../common/session/session-vault';

/** Opens the persistent vault. The desktop application replaces it. */
export const OpenSessionVault = Symbol('OpenSessionVault');
export type OpenSessionVault = () => Promise<SessionVault>;

/**
 * A vault that uses memory when the persistent vault cannot be opened or written, as in some private windows or on a page
 * without HTTPS. The user then stays signed in until the window is closed.
 */
export class FallbackSessionVault implements SessionVault {
    private readonly discardEmitter = new Emitter<void>();
    readonly onDidDiscard: Event<void> = this.discardEmitter.event;

    private readonly changeEmitter = new Emitter<string>();
    readonly onDidChange: Event<string> = this.changeEmitter.event;

    private readonly fallback = new Deferred<void>();
    /** Resolves when the vault starts to use memory. Pending while it uses the persistent vault. */
    readonly fellBack: Promise<void> = this.fallback.promise;

    private readonly persistent: Promise<SessionVault | undefined>;
    private readonly memory = new MemorySessionVault();
    private inMemory = false;

    /** @param open opens the persistent vault */
    constructor(open: OpenSessionVault) {
        this.persistent = this.openOrFallBack(open);
    }

    /** Whether it has begun to use memory: what it has is gone when the page goes. */
    get isInMemory(): boolean {
        return this.inMemory;
    }

    getItem(key: string): Promise<string | null> {
        return this.use(vault => vault.getItem(key));
    }

    setItem(key: string, value: string): Promise<void> {
        return this.use(vault => vault.setItem(key, value));
    }

    /** Removes an item from both vaults. Throws if that fails, because the session would return after a reload. */
    async removeItem(key: string): Promise<void> {
        await this.memory.removeItem(key);
        await (await this.persistent)?.removeItem(key);
    }

    private async openOrFallBack(open: OpenSessionVault): Promise<SessionVault | undefined> {
        try {
            const vault = await open();
            vault.onDidDiscard(() => this.discardEmitter.fire());
            vault.onDidChange?.(name => this.changeEmitter.fire(name));
            return vault;
        } catch (error) {
            this.fallBack(error);
            return undefined;
        }
    }

    private async use<T>(work: (vault: SessionVault) => Promise<T>): Promise<T> {
        const persistent = await this.persistent;
        if (persistent && !this.inMemory) {
            try {
                return await work(persistent);
            } catch (error) {
                this.fallBack(error);
            }
        }
        return work(this.memory);
    }

    private fallBack(error: unknown): void {
        if (!this.inMemory) {
            this.inMemory = true;
            console.warn(`The session is kept in memory only. ${String(error)}`);
            this.fallback.resolve();
        }
    }
}
