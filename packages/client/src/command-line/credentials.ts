// SPDX-License-Identifier: MIT

import { apiKeySecretSchema, createFolder } from '@sanyam/types';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { normalizeAddress } from '../client/normalize-address';
import { canonicalPath } from './canonical-path';
import { CommandError, EXIT, notSignedIn } from './command-error';
import { isMissing, reasonOf, unreadable, unwritable } from './file-error';
import { gatewayAddress } from './gateway-address';
import { OWNER_ONLY, replaceFile } from './replace-file';
import { userFolders } from './user-folders';

/** The default gateway address: the local cloud. */
export const DEFAULT_URL = 'http://127.0.0.1:54328';

const credentialsSchema = z.object({ url: z.url().transform(normalizeAddress), key: z.string().min(1) });

/** A key, and the normalized address of its gateway. The key is sent to no other gateway. */
export type Credentials = z.infer<typeof credentialsSchema>;

function file(): string {
    return join(userFolders().config, 'credentials.json');
}

/** Stores the credentials so that only the user can read them. @throws CommandError when that is not possible */
export async function storeCredentials(credentials: Credentials): Promise<void> {
    const path = file();
    try {
        await createFolder(dirname(path), { mkdir: folder => mkdir(folder, { mode: 0o700 }), stat, dirname });
        await replaceFile(await canonicalPath(path), Buffer.from(`${JSON.stringify(credentials)}\n`), {
            mode: OWNER_ONLY
        });
    } catch (error) {
        throw unwritable(path, `${reasonOf(error)}. To use the key without storing it, set SANYAM_API_KEY`);
    }
}

export async function removeCredentials(): Promise<void> {
    const path = file();
    try {
        await rm(path, { force: true });
    } catch (error) {
        throw new CommandError(EXIT.failure, 'UNWRITABLE_FILE', `Could not delete ${path}: ${reasonOf(error)}.`);
    }
}

/** Returns the stored credentials. @throws CommandError when the file is damaged or unreadable */
export async function readCredentials(): Promise<Credentials | undefined> {
    const path = file();
    let text: string;
    try {
        text = await readFile(path, 'utf8');
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw unreadable(path, error);
    }
    try {
        // Editors of Windows put a byte order mark in front.
        return credentialsSchema.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    } catch {
        // The cause is left out, because it may contain the key.
        throw new CommandError(
            EXIT.failure,
            'DAMAGED_CREDENTIALS',
            `${path} is damaged. Sign in again with “sanyam login”.`
        );
    }
}

/** Returns the gateway address in the environment. @throws CommandError when the address is invalid */
export function urlOf(environment: NodeJS.ProcessEnv): string | undefined {
    const url = environment['SANYAM_GATEWAY_URL'];
    return url === undefined || url === '' ? undefined : gatewayAddress(url);
}

/** The form of an access token, a JSON Web Token. */
const ACCESS_TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Returns the key in the environment, for which an access token can stand, too. Secrets of CI systems often end with a
 * line break.
 *
 * @throws CommandError when it is neither
 */
export function keyOf(environment: NodeJS.ProcessEnv): string | undefined {
    const key = environment['SANYAM_API_KEY']?.trim() || undefined;
    if (key !== undefined && !apiKeySecretSchema.safeParse(key).success && !ACCESS_TOKEN.test(key)) {
        throw notSignedIn(
            'SANYAM_API_KEY is not an API key. A key begins with sanyam_ and ends with 64 hexadecimal digits.'
        );
    }
    return key;
}

/**
 * Returns the access token in the environment. It is not stored, because it is valid for an hour only.
 *
 * @throws CommandError when it is something else
 */
export function accessTokenOf(environment: NodeJS.ProcessEnv): string | undefined {
    const token = environment['SANYAM_ACCESS_TOKEN']?.trim() || undefined;
    if (token !== undefined && !ACCESS_TOKEN.test(token)) {
        throw notSignedIn(
            'SANYAM_ACCESS_TOKEN is not an access token. An access token has three parts with a dot between them, ' +
                'and you get it when you sign in.'
        );
    }
    return token;
}

/** Returns the gateway address in the environment, the one of “sanyam login”, or the default. */
export async function gatewayUrl(environment: NodeJS.ProcessEnv): Promise<string> {
    return urlOf(environment) ?? (await readCredentials())?.url ?? DEFAULT_URL;
}

/** Returns the credentials in the environment, or the stored ones. @throws CommandError when there are none */
export async function currentCredentials(environment: NodeJS.ProcessEnv): Promise<Credentials> {
    const url = urlOf(environment);
    const key = keyOf(environment);
    if (url !== undefined && key !== undefined) {
        return { url, key };
    }
    const stored = await readCredentials();
    if (key !== undefined) {
        return { url: stored?.url ?? DEFAULT_URL, key };
    }
    if (stored === undefined) {
        throw notSignedIn('You are not signed in. Sign in with “sanyam login”, or set SANYAM_API_KEY.');
    }
    if (url !== undefined && url !== stored.url) {
        throw notSignedIn(
            `You are signed in to ${stored.url}, but SANYAM_GATEWAY_URL is ${url}. Sign in to it with “sanyam login”.`
        );
    }
    return stored;
}
