// SPDX-License-Identifier: MIT

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Folders that are removed after each test. */
export function temporaryFolders(): () => Promise<string> {
    const folders: string[] = [];
    afterEach(async () => {
        await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true, force: true })));
    });
    return async () => {
        const folder = await mkdtemp(path.join(tmpdir(), 'sanyam-vault-'));
        folders.push(folder);
        return folder;
    };
}
