// SPDX-License-Identifier: MIT

import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve, sep } from 'node:path';
import { isMissing } from './file-error';

/** What {@link canonicalPath} asks a file system. */
export interface FileSystem {
    /** Returns the path without symbolic links. @throws ENOENT when the target does not exist */
    realpath(path: string): Promise<string>;
    /** Returns the target of a symbolic link. @throws when it is no link */
    readlink(path: string): Promise<string>;
    /** Returns a text that is the same for all names of one file. @throws ENOENT */
    identity(path: string): Promise<string>;
    readdir(path: string): Promise<string[]>;
}

const platform: FileSystem = {
    realpath,
    readlink,
    identity: async path => {
        const { dev, ino } = await lstat(path, { bigint: true });
        return `${dev}:${ino}`;
    },
    readdir
};

/**
 * Returns the one path of a file that all spellings lead to: through symbolic links, `..`, or another case on a file
 * system that ignores case. The file itself may not exist yet.
 *
 * @throws ENOENT when its folder does not exist
 */
export async function canonicalPath(path: string, files: FileSystem = platform): Promise<string> {
    const real = await realPath(resolve(path), files);
    const { root } = parse(real);
    let canonical = root;
    for (const name of real.slice(root.length).split(sep).filter(Boolean)) {
        canonical = join(canonical, await storedName(canonical, name, files));
    }
    return canonical;
}

async function realPath(path: string, files: FileSystem): Promise<string> {
    try {
        return await files.realpath(path);
    } catch (error) {
        if (!isMissing(error)) {
            throw error;
        }
    }
    // A link to a file that does not exist leads there as well.
    const target = await files.readlink(path).catch(() => undefined);
    return target === undefined
        ? join(await files.realpath(dirname(path)), basename(path))
        : realPath(resolve(dirname(path), target), files);
}

/** Returns how a folder spells a name. It can differ only if the folder ignores case, which another case then shows. */
async function storedName(folder: string, name: string, files: FileSystem): Promise<string> {
    const otherCase = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
    const identityOf = (entry: string) => files.identity(join(folder, entry)).catch(() => undefined);
    const identity = otherCase === name ? undefined : await identityOf(name);
    if (identity === undefined || identity !== (await identityOf(otherCase))) {
        return name;
    }
    // A folder that cannot be listed can still be passed through.
    const names = await files.readdir(folder).catch(() => [name]);
    if (names.includes(name)) {
        return name;
    }
    const sameButForCase = names.filter(entry => entry.toLowerCase() === name.toLowerCase());
    for (const entry of sameButForCase) {
        if ((await identityOf(entry)) === identity) {
            return entry;
        }
    }
    return name;
}
