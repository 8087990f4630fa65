// SPDX-License-Identifier: MIT

import { canSeal, committed, completed, isSealedText, seal, unseal } from '@sanyam/types';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import type { SessionVault } from '../../common/session/session-vault';

const DATABASE_NAME = 'sanyam-sessions';
const DATABASE_VERSION = 1;
const STORE_NAME = 'sessions';

/**
 * Stores a session in IndexedDB, encrypted with AES-GCM. Each write uses a new key that scripts cannot export. The key
 * is deleted when the item is replaced or removed. All windows of the same browser profile share the vault. Nothing is
 * sent to the backend.
 */
export class EncryptedSessionVault implements SessionVault {
    private readonly discardEmitter = new Emitter<void>();
    readonly onDidDiscard: Event<void> = this.discardEmitter.event;

    private constructor(private readonly database: IDBDatabase) {}

    /** Opens the vault. @throws Error if this page cannot use encryption or IndexedDB */
    static async open(factory: IDBFactory): Promise<EncryptedSessionVault> {
        if (!canSeal()) {
            throw new Error(
                'Encryption is not available, because this page was not loaded over HTTPS or from localhost.'
            );
        }
        const opening = factory.open(DATABASE_NAME, DATABASE_VERSION);
        opening.onupgradeneeded = () => opening.result.createObjectStore(STORE_NAME);
        const database = await completed(opening);
        // Close the database, so that a newer release in another window can upgrade it.
        database.onversionchange = () => database.close();
        return new EncryptedSessionVault(database);
    }

    async getItem(name: string): Promise<string | null> {
        const store = this.database.transaction(STORE_NAME, 'readonly').objectStore(STORE_NAME);
        const item: unknown = await completed(store.get(name));
        if (item === undefined) {
            return null;
        }
        const text = isSealedText(item) ? await unseal(item, name) : undefined;
        if (text === undefined) {
            await this.removeItem(name);
            this.discardEmitter.fire();
            return null;
        }
        return text;
    }

    async setItem(name: string, text: string): Promise<void> {
        const item = await seal(text, name);
        await this.write(store => store.put(item, name));
    }

    async removeItem(name: string): Promise<void> {
        await this.write(store => store.delete(name));
    }

    close(): void {
        this.database.close();
        this.discardEmitter.dispose();
    }

    private async write(change: (store: IDBObjectStore) => void): Promise<void> {
        const transaction = this.database.transaction(STORE_NAME, 'readwrite');
        const stored = committed(transaction);
        change(transaction.objectStore(STORE_NAME));
        await stored;
    }
}
