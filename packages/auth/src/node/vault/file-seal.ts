// SPDX-License-Identifier: MIT

import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ItemSeal } from './item-seal';
import { createPrivateFile, readPrivateFile, writePrivateFile } from './private-file';

/**
 * The cost that OWASP recommends for scrypt (Password Storage Cheat Sheet, 2024). It takes about half a second and 128 MB, once
 * for each start.
 */
const COST = 2 ** 17;

const SCRYPT = { r: 8, p: 1, maxmem: 192 * 1024 * 1024 };

const SALT_BYTES = 16;
const SECRET_BYTES = 32;
const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2.2, for random vectors. */
const VECTOR_BYTES = 12;
const TAG_BYTES = 16;

/** Where Linux keeps the id of the installation. It is no secret. With it, a copy of the folder opens only on this machine. */
const MACHINE_IDS = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/**
 * Encrypts items with AES-256-GCM under a key that scrypt derives from a random secret in a file, and from the id of the
 * machine. Programs of the same user can read the file, too: docs/security.md says against what this helps.
 */
export class FileSeal implements ItemSeal {
    readonly kind = 'file';

    private key: Promise<Buffer> | undefined;

    /**
     * @param folder where the secret is. It exists.
     * @param cost of scrypt. Tests use a low one.
     */
    constructor(
        private readonly folder: string,
        private readonly cost = COST,
        private readonly readMachineId = machineId
    ) {}

    async seal(text: string): Promise<Buffer> {
        const vector = randomBytes(VECTOR_BYTES);
        const cipher = createCipheriv('aes-256-gcm', await this.derivedKey(), vector);
        const sealed = [cipher.update(text, 'utf8'), cipher.final()];
        return Buffer.concat([vector, cipher.getAuthTag(), ...sealed]);
    }

    async unseal(bytes: Buffer): Promise<string> {
        const [vector, rest] = [bytes.subarray(0, VECTOR_BYTES), bytes.subarray(VECTOR_BYTES)];
        const decipher = createDecipheriv('aes-256-gcm', await this.derivedKey(), vector, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(rest.subarray(0, TAG_BYTES));
        return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]).toString('utf8');
    }

    private derivedKey(): Promise<Buffer> {
        this.key ??= this.deriveKey().catch((error: unknown) => {
            this.key = undefined;
            throw error;
        });
        return this.key;
    }

    private async deriveKey(): Promise<Buffer> {
        const seed = await this.readSeed();
        const [salt, secret] = [seed.subarray(0, SALT_BYTES), seed.subarray(SALT_BYTES)];
        const password = Buffer.concat([secret, Buffer.from(await this.readMachineId(), 'utf8')]);
        return new Promise((resolve, reject) => {
            scrypt(password, salt, KEY_BYTES, { ...SCRYPT, N: this.cost }, (error, key) =>
                error ? reject(error) : resolve(key)
            );
        });
    }

    /** Returns the salt and the secret. A damaged file is replaced: what it protected is lost, and the user signs in again. */
    private async readSeed(): Promise<Buffer> {
        const file = path.join(this.folder, 'key');
        const fresh = randomBytes(SALT_BYTES + SECRET_BYTES);
        if (await createPrivateFile(file, fresh)) {
            return fresh;
        }
        const seed = await readPrivateFile(file);
        if (seed?.length === fresh.length) {
            return seed;
        }
        await writePrivateFile(file, fresh);
        return fresh;
    }
}

async function machineId(): Promise<string> {
    for (const file of MACHINE_IDS) {
        const id = await readFile(file, 'utf8').catch(() => '');
        if (id.trim() !== '') {
            return id.trim();
        }
    }
    return '';
}
