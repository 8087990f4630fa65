// SPDX-License-Identifier: MIT

import { isSameName } from '@sanyam/types';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, EXIT } from '../command-error';
import { codeOf, reasonOf, unwritable } from '../file-error';

/** Names in ASCII have one Unicode form. */
const ASCII = /^[\0-\x7F]*$/;

/** A local folder that gets documents. */
export class LocalTree {
    /** The names in each folder that was looked at, before this command wrote to it. */
    private readonly names = new Map<string, Promise<readonly string[]>>();

    private constructor(private readonly root: string) {}

    /** @throws CommandError when the root is something other than a folder. It may not exist yet */
    static async open(root: string): Promise<LocalTree> {
        const found = await orMissing(root, stat(root));
        if (found?.isDirectory() === false) {
            throw unwritable(root, 'it is not a folder');
        }
        return new LocalTree(root);
    }

    /**
     * Returns the local path of a document. A file or a folder whose name is the same in another Unicode form keeps it:
     * on a disk, both could be there.
     *
     * @param path in the folder, with `/` between names
     * @throws CommandError for a path through a symbolic link: it leads out of the folder, as nobody would expect
     */
    async pathOf(path: string): Promise<string> {
        let local = this.root;
        for (const name of path.split('/')) {
            local = join(local, await this.nameIn(local, name));
            if ((await orMissing(local, lstat(local)))?.isSymbolicLink() === true) {
                throw new CommandError(
                    EXIT.failure,
                    'SYMBOLIC_LINK',
                    `${local} is a symbolic link, which -r does not follow. Remove it, or get the document with -o.`
                );
            }
        }
        return local;
    }

    private async nameIn(folder: string, name: string): Promise<string> {
        if (ASCII.test(name)) {
            return name;
        }
        const present = this.names.get(folder) ?? readdir(folder).catch(() => []);
        this.names.set(folder, present);
        const names = await present;
        return names.includes(name) ? name : (names.find(other => isSameName(other, name)) ?? name);
    }
}

/** What is below a file is missing, too. */
async function orMissing<T>(path: string, work: Promise<T>): Promise<T | undefined> {
    try {
        return await work;
    } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
            return undefined;
        }
        throw unwritable(path, reasonOf(error));
    }
}
