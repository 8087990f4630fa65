// SPDX-License-Identifier: MIT

import fs, { type FileHandle, open } from 'node:fs/promises';

/**
 * Replaces a method of all open files, as a disk cannot be filled on demand. `this` is the file.
 *
 * @returns what ends this
 */
export async function patchFiles(
    method: 'chown' | 'sync' | 'truncate',
    work: (this: FileHandle) => Promise<void>
): Promise<() => void> {
    const file = await open(__filename);
    const handles = Object.getPrototypeOf(file) as object;
    await file.close();
    const original = Object.getOwnPropertyDescriptor(handles, method);
    Object.defineProperty(handles, method, { ...original, value: work });
    return () => Object.defineProperty(handles, method, original ?? {});
}

/** Lets every renaming fail, as onto a mount. @returns what ends this */
export function withoutRenaming(code: string): () => void {
    const { rename } = fs;
    fs.rename = () => Promise.reject(Object.assign(new Error(`${code}: resource busy, rename 'a' -> 'b'`), { code }));
    return () => (fs.rename = rename);
}
