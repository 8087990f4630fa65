// SPDX-License-Identifier: MIT

import { Emitter, type Event } from '@theia/core/lib/common/event';
import type { SessionVault } from '../common/session-vault';

const DATABASE_NAME = 'sanyam-sessions';
const DATABASE_VERSION = 1;
const STORE_NAME = 'sessions';

/** The length of an initialization vector in bytes, as recommended for AES-GCM (NIST SP 800-38D, 5.2.1.1). */
const VECTOR_LENGTH = 12;

/** A stored text. Key and text are written together, so that no window can read one without the other. */
interface SealedItem {
    readonly key: CryptoKey;
    readonly vector: Uint8Array<ArrayBuffer>;
    readonly ciphertext: ArrayBuffer;
}

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
        // Browsers offer Web Crypto only to pages from HTTPS or localhost.
        if (!('subtle' in crypto)) {
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
        const text = isSealedItem(item) ? await unseal(item, name) : undefined;
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

    private write(change: (store: IDBObjectStore) => void): Promise<void> {
        const transaction = this.database.transaction(STORE_NAME, 'readwrite');
        return new Promise((resolve, reject) => {
            transaction.oncomplete = () => resolve();
            transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB aborted the write.'));
            change(transaction.objectStore(STORE_NAME));
        });
    }
}

async function seal(text: string, name: string): Promise<SealedItem> {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const vector = crypto.getRandomValues(new Uint8Array(VECTOR_LENGTH));
    const ciphertext = await crypto.subtle.encrypt(parameters(vector, name), key, encode(text));
    return { key, vector, ciphertext };
}

/** Returns the text; `undefined` if it was changed, or encrypted for another name. */
async function unseal({ key, vector, ciphertext }: SealedItem, name: string): Promise<string | undefined> {
    try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(parameters(vector, name), key, ciphertext));
    } catch (error) {
        if (error instanceof DOMException) {
            return undefined;
        }
        throw error;
    }
}

/** Authenticates the name, which contains the server's address, so that a session cannot be used for another server. */
function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: encode(name) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(text);
}

function isSealedItem(item: unknown): item is SealedItem {
    return (
        typeof item === 'object' &&
        item !== null &&
        'key' in item &&
        item.key instanceof CryptoKey &&
        'vector' in item &&
        item.vector instanceof Uint8Array &&
        'ciphertext' in item &&
        item.ciphertext instanceof ArrayBuffer
    );
}

function completed<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB could not complete the request.'));
    });
}
