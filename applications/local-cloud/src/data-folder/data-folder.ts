// SPDX-License-Identifier: MIT

import { chmod, mkdir, realpath } from 'node:fs/promises';

/** Makes the folder of a cloud that keeps its data, and gives its real path. */
export async function ensureDataFolder(folder: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    await chmod(folder, folderMode());
    return realpath(folder);
}

/** Root's PostgreSQL runs as another user, who has to pass through; what is secret is closed by itself. */
export function folderMode(): number {
    return process.getuid?.() === 0 ? 0o711 : 0o700;
}
