// SPDX-License-Identifier: MIT

import { createFolder } from '@sanyam/types';
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import { unusable } from '../describe-error.js';

/**
 * Creates a data folder, if it does not exist, and returns its real path.
 *
 * @throws StartUpError when the folder cannot be created or used
 */
export async function ensureDataFolder(folder: string): Promise<string> {
    try {
        await createFolder(resolve(folder), { mkdir, stat, dirname });
        await chmod(folder, folderMode());
        return await realpath(folder);
    } catch (error) {
        if (error instanceof Error && 'code' in error) {
            throw new StartUpError(unusable(folder, String(error.code)), { cause: error });
        }
        throw error;
    }
}

/**
 * Returns the permissions of a data folder. Under root, PostgreSQL runs as another user, who must be able to pass
 * through. Secret files in it have their own permissions.
 */
export function folderMode(): number {
    return process.getuid?.() === 0 ? 0o711 : 0o700;
}
