// SPDX-License-Identifier: MIT

import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartUpError } from '../start-up-error.js';
import { ifExists } from './if-exists.js';

const credentialsSchema = z.object({
    anonKey: z.string().startsWith('sb_publishable_'),
    serviceRoleKey: z.string().startsWith('sb_secret_'),
    jwtSecret: z.string().min(32),
    superuserPassword: z.string().min(16),
    postgresPassword: z.string().min(16),
    gatewayPassword: z.string().min(16)
});

export type Credentials = z.infer<typeof credentialsSchema>;

/** Older data folders have no password for the gateway. */
const storedSchema = credentialsSchema.partial({ gatewayPassword: true });

/**
 * Returns the keys and passwords of a data folder. Creates them at random the first time.
 * They stay the same, so that sessions and configured clients survive a restart.
 *
 * @throws StartUpError when the file is damaged
 */
export async function ensureCredentials(folder: string): Promise<Credentials> {
    const stored = await readCredentials(folder);
    const created = createCredentials();
    const gatewayPassword = stored?.gatewayPassword ?? created.gatewayPassword;
    const credentials = { ...created, ...stored, gatewayPassword };
    if (stored?.gatewayPassword === undefined) {
        await write(credentials, fileIn(folder));
    }
    return credentials;
}

/**
 * Returns the keys and passwords of a data folder, or undefined if it has none.
 *
 * @throws StartUpError when the file is damaged
 */
export async function readCredentials(folder: string): Promise<z.infer<typeof storedSchema> | undefined> {
    const file = fileIn(folder);
    const text = await ifExists(readFile(file, 'utf8'));
    return text === undefined ? undefined : parse(text, file);
}

function fileIn(folder: string): string {
    return join(folder, 'credentials.json');
}

/** Writes the file completely or not at all. Without the passwords, nobody can open the database. */
async function write(credentials: Credentials, file: string): Promise<void> {
    const incomplete = `${file}.incomplete`;
    const handle = await open(incomplete, 'w', 0o600);
    try {
        await handle.writeFile(`${JSON.stringify(credentials, undefined, 4)}\n`);
        await handle.sync();
    } finally {
        await handle.close();
    }
    await rename(incomplete, file);
}

function parse(text: string, file: string): z.infer<typeof storedSchema> {
    try {
        return storedSchema.parse(JSON.parse(text));
    } catch (error) {
        throw new StartUpError(
            `The keys in ${file} are damaged. Restore the file, or start with --start-over, which moves the data aside.`,
            { cause: error }
        );
    }
}

function createCredentials(): Credentials {
    return {
        anonKey: `sb_publishable_${randomText(24)}`,
        serviceRoleKey: `sb_secret_${randomText(24)}`,
        jwtSecret: randomText(48),
        superuserPassword: randomText(24),
        postgresPassword: randomText(24),
        gatewayPassword: randomText(24)
    };
}

/** Returns random bytes as base64url, which needs no escaping in a URL. */
function randomText(bytes: number): string {
    return randomBytes(bytes).toString('base64url');
}
