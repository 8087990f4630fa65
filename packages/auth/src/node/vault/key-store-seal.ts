// SPDX-License-Identifier: MIT

import { UnreadableNow, type ItemSeal } from './item-seal';

/** The part of Electron's `safeStorage` that the vault uses. */
export interface KeyStore {
    isEncryptionAvailable(): boolean;
    /** Exists on Linux only. */
    getSelectedStorageBackend?(): string;
    encryptString(text: string): Buffer;
    decryptString(bytes: Buffer): string;
}

/**
 * What Electron says on Linux where no key store keeps its key: `basic_text` encrypts with a password that is written in
 * Chromium's source, and `unknown` stands for no choice yet.
 */
const WITHOUT_KEY_STORE: ReadonlySet<string | undefined> = new Set(['basic_text', 'unknown', undefined]);

/** Returns whether the operating system keeps the key of `keyStore`. */
export function isKeptBySystem(keyStore: KeyStore, platform: NodeJS.Platform): boolean {
    try {
        return (
            keyStore.isEncryptionAvailable() &&
            (platform !== 'linux' || !WITHOUT_KEY_STORE.has(keyStore.getSelectedStorageBackend?.()))
        );
    } catch (error) {
        console.warn(`The key store of the system cannot be used. ${String(error)}`);
        return false;
    }
}

/** Encrypts items with a key in the key store of the operating system. */
export class KeyStoreSeal implements ItemSeal {
    readonly kind = 'key-store';

    constructor(private readonly keyStore: KeyStore) {}

    async seal(text: string): Promise<Buffer> {
        return this.keyStore.encryptString(text);
    }

    async unseal(bytes: Buffer): Promise<string> {
        try {
            return this.keyStore.decryptString(bytes);
        } catch (error) {
            // A store that the user has locked, and one that has another key now, fail in the same way.
            throw new UnreadableNow(`The key store of the system refuses. ${String(error)}`, { cause: error });
        }
    }
}
