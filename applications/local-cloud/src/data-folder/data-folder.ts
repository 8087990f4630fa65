// SPDX-License-Identifier: MIT

import { chmod, mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ephemeral folders begin like this, below the system's folder for temporary files. */
export const EPHEMERAL_PREFIX = 'sanyam-cloud-';

/** Makes the folder of a cloud that keeps its data, and gives its real path. */
export async function ensureDataFolder(folder: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    await chmod(folder, folderMode());
    return realpath(folder);
}

/** Makes a folder for a cloud that will delete it, and gives its real path. */
export async function createEphemeralFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), EPHEMERAL_PREFIX));
    await chmod(folder, folderMode());
    return realpath(folder);
}

/** Root's PostgreSQL runs as another user, who has to pass through; what is secret is closed by itself. */
function folderMode(): number {
    return process.getuid?.() === 0 ? 0o711 : 0o700;
}
