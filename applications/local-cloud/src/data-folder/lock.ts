// SPDX-License-Identifier: MIT

import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartUpError } from '../start-up-error.js';
import { processSpace, processStart } from '../process/process-identity.js';
import { ifExists } from './if-exists.js';

const FILE = 'running.json';

const ownerSchema = z.object({
    pid: z.number().int().positive(),
    start: z.string(),
    space: z.string(),
    /** The address of the cloud. Null until it is known. */
    address: z.string().nullable()
});

const markSchema = z
    .string()
    .transform((text, context): unknown => {
        try {
            return JSON.parse(text);
        } catch {
            context.addIssue('is not JSON');
            return z.NEVER;
        }
    })
    .pipe(ownerSchema);

export type Owner = z.infer<typeof ownerSchema>;

/** The lock file of the one process that uses a data folder. */
export class FolderLock {
    private constructor(
        private readonly file: string,
        private owner: Owner
    ) {}

    /**
     * Locks the folder for this process. Replaces a lock whose process has ended.
     *
     * @throws StartUpError that names the owner when the folder is locked
     */
    static async acquire(folder: string): Promise<FolderLock> {
        const file = join(folder, FILE);
        const start = processStart(process.pid) ?? '';
        const owner: Owner = { pid: process.pid, start, space: processSpace(), address: null };
        const mine = `${file}.${process.pid}`;
        try {
            await writeFile(mine, JSON.stringify(owner));
            while (!(await linked(mine, file))) {
                await removeStale(folder, file);
            }
        } finally {
            await rm(mine, { force: true });
        }
        return new FolderLock(file, owner);
    }

    /** Adds the address to the lock, so that a second start can name it. */
    async publish(address: string): Promise<void> {
        this.owner = { ...this.owner, address };
        const next = `${this.file}.${process.pid}`;
        await writeFile(next, JSON.stringify(this.owner));
        await rename(next, this.file);
    }

    async release(): Promise<void> {
        await rm(this.file, { force: true });
    }
}

/** Returns the owner in the lock file, dead or alive. Undefined without a lock file, or with an unreadable one. */
export async function readOwner(folder: string): Promise<Owner | undefined> {
    const mark = await ifExists(readFile(join(folder, FILE), 'utf8'));
    return markSchema.safeParse(mark).data;
}

/** Returns the state of an owner. Elsewhere: on another machine or in another container, out of our sight. */
export function stateOf(owner: Owner): 'alive' | 'dead' | 'elsewhere' {
    if (owner.space !== processSpace()) {
        return 'elsewhere';
    }
    return processStart(owner.pid) === owner.start ? 'alive' : 'dead';
}

async function linked(from: string, to: string): Promise<boolean> {
    try {
        await link(from, to);
        return true;
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
            return false;
        }
        throw error;
    }
}

async function removeStale(folder: string, file: string): Promise<void> {
    const owner = await readOwner(folder);
    if (owner !== undefined && stateOf(owner) === 'alive') {
        throw new StartUpError(
            `The local cloud is already running on ${folder} (${owner.address ?? 'still starting'}, ` +
                `process ${owner.pid}). Use it, or stop it first.`
        );
    }
    if (owner !== undefined && stateOf(owner) === 'elsewhere') {
        throw new StartUpError(
            `Another machine or container started the local cloud on ${folder} (${owner.space}). ` +
                `If it no longer runs there, delete ${file} and start again.`
        );
    }
    // Rename before deleting: when two processes find the same stale lock, only one can rename it.
    const stale = `${file}.stale.${process.pid}`;
    await ifExists(rename(file, stale));
    await rm(stale, { force: true });
}
