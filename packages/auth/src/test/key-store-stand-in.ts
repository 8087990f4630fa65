// SPDX-License-Identifier: MIT

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyStore } from '../node/vault/key-store-seal';

/** Stands in for Electron's `safeStorage`, whose key nobody outside of it has. */
export class KeyStoreStandIn implements KeyStore {
    isLocked = false;
    private readonly key = randomBytes(32);

    /** @param backend what holds the key on Linux; `null` for no encryption at all */
    constructor(private readonly backend: string | null = 'gnome_libsecret') {}

    isEncryptionAvailable(): boolean {
        return this.backend !== null;
    }

    getSelectedStorageBackend(): string {
        return this.backend ?? 'unknown';
    }

    encryptString(text: string): Buffer {
        this.requireOpen();
        const vector = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', this.key, vector);
        const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
        return Buffer.concat([vector, cipher.getAuthTag(), sealed]);
    }

    decryptString(bytes: Buffer): string {
        this.requireOpen();
        const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
        decipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    }

    private requireOpen(): void {
        if (this.isLocked) {
            throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
        }
    }
}
