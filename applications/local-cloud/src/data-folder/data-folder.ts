// SPDX-License-Identifier: MIT

import { chmod, mkdir, realpath } from 'node:fs/promises';
import { CloudError } from '../cloud-error.js';
import { unusable } from '../explain.js';

/**
 * Makes the folder of a cloud that keeps its data, and gives its real path.
 *
 * @throws CloudError when it cannot be made, or is something else than a folder of ours
 */
export async function ensureDataFolder(folder: string): Promise<string> {
    try {
        await mkdir(folder, { recursive: true });
        await chmod(folder, folderMode());
        return await realpath(folder);
    } catch (error) {
        if (error instanceof Error && 'code' in error) {
            throw new CloudError(unusable(folder, String(error.code)), { cause: error });
        }
        throw error;
    }
}

/** Root's PostgreSQL runs as another user, who has to pass through; what is secret is closed by itself. */
export function folderMode(): number {
    return process.getuid?.() === 0 ? 0o711 : 0o700;
}
