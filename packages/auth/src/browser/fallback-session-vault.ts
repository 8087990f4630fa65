// SPDX-License-Identifier: MIT

import { Deferred } from '@theia/core/lib/common/promise-util';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import { MemorySessionVault } from '../common/memory-session-vault';
import type { SessionVault } from '../common/session-vault';

/**
 * A vault that goes on in memory when the lasting one cannot be opened or written, as in some private windows or
 * on a page that was not loaded over https. The user is then signed in until the window is closed.
 */
export class FallbackSessionVault implements SessionVault {
    private readonly discardEmitter = new Emitter<void>();
    readonly onDidDiscard: Event<void> = this.discardEmitter.event;

    private readonly fallback = new Deferred<void>();
    /** Settles when the vault goes on in memory; never, as long as it need not. */
    readonly fellBack: Promise<void> = this.fallback.promise;

    private readonly lasting: Promise<SessionVault | undefined>;
    private readonly memory = new MemorySessionVault();
    private inMemory = false;

    /** @param open opens the lasting vault */
    constructor(open: () => Promise<SessionVault>) {
        this.lasting = this.openOrFallBack(open);
    }

    getItem(key: string): Promise<string | null> {
        return this.use(vault => vault.getItem(key));
    }

    setItem(key: string, value: string): Promise<void> {
        return this.use(vault => vault.setItem(key, value));
    }

    /** Removes from both, and fails when it cannot: what is to be forgotten must not come back. */
    async removeItem(key: string): Promise<void> {
        await this.memory.removeItem(key);
        await (await this.lasting)?.removeItem(key);
    }

    private async openOrFallBack(open: () => Promise<SessionVault>): Promise<SessionVault | undefined> {
        try {
            const vault = await open();
            vault.onDidDiscard(() => this.discardEmitter.fire());
            return vault;
        } catch (error) {
            this.fallBack(error);
            return undefined;
        }
    }

    private async use<T>(work: (vault: SessionVault) => Promise<T>): Promise<T> {
        const lasting = await this.lasting;
        if (lasting && !this.inMemory) {
            try {
                return await work(lasting);
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
