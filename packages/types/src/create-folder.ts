// SPDX-License-Identifier: MIT

/** What {@link createFolder} needs of the platform: `mkdir` and `stat` of node:fs/promises, `dirname` of node:path. */
export interface FolderFunctions {
    mkdir(path: string): Promise<unknown>;
    stat(path: string): Promise<{ isDirectory(): boolean }>;
    dirname(path: string): string;
}

/**
 * Creates a folder and its parents, if they do not exist. Node's recursive `mkdir` never ends where a file system says
 * that the parent is missing although it exists, as Linux does below /proc.
 *
 * @param path an absolute path
 * @throws the error of `mkdir`, such as EEXIST for a file
 */
export async function createFolder(path: string, functions: FolderFunctions): Promise<void> {
    try {
        await createOne(path, functions);
    } catch (error) {
        const parent = functions.dirname(path);
        if (codeOf(error) !== 'ENOENT' || parent === path) {
            throw error;
        }
        await createFolder(parent, functions);
        await createOne(path, functions);
    }
}

async function createOne(path: string, { mkdir, stat }: FolderFunctions): Promise<void> {
    try {
        await mkdir(path);
    } catch (error) {
        const found = codeOf(error) === 'ENOENT' ? undefined : await stat(path).catch(() => undefined);
        if (found?.isDirectory() !== true) {
            throw error;
        }
    }
}

function codeOf(error: unknown): unknown {
    return error instanceof Error && 'code' in error ? error.code : undefined;
}
