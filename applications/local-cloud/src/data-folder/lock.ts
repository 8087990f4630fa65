// SPDX-License-Identifier: MIT

import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CloudError } from '../cloud-error.js';
import { processSpace, processStart } from '../process/process-identity.js';
import { ifThere } from './if-there.js';

const FILE = 'running.json';

const ownerSchema = z.object({
    pid: z.number().int().positive(),
    start: z.string(),
    space: z.string(),
    /** Where it answers; null while it does not know yet. */
    address: z.string().nullable()
});

const markSchema = z
    .string()
    .transform((text, context): unknown => {
        try {
            return JSON.parse(text);
        } catch {
            context.addIssue('is no JSON');
            return z.NEVER;
        }
    })
    .pipe(ownerSchema);

export type Owner = z.infer<typeof ownerSchema>;

/** The mark of the one process that works on a data folder. */
export class FolderLock {
    private constructor(
        private readonly file: string,
        private owner: Owner
    ) {}

    /**
     * Makes this process the owner of the folder. A mark whose process is gone does not count.
     *
     * @throws CloudError that names the owner when there is one
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

    /** Lets a second start say where the first one answers. */
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

/** Who is marked as the owner of a folder, dead or alive; undefined without a mark, or with one that is no mark of ours. */
export async function readOwner(folder: string): Promise<Owner | undefined> {
    const mark = await ifThere(readFile(join(folder, FILE), 'utf8'));
    return markSchema.safeParse(mark).data;
}

/** Elsewhere: on another machine or in another container, where nobody here can look. */
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
        throw new CloudError(
            `The local cloud is already running on ${folder}: ${owner.address ?? 'it is just starting'}, ` +
                `process ${owner.pid}. Use that one, or stop it first.`
        );
    }
    if (owner !== undefined && stateOf(owner) === 'elsewhere') {
        throw new CloudError(
            `The local cloud was started on ${folder} by another machine or container (${owner.space}). ` +
                `When it no longer runs there, delete ${file} and start again.`
        );
    }
    // Moved before it is deleted: of two that meet the same dead mark, only one moves it.
    const stale = `${file}.stale.${process.pid}`;
    await ifThere(rename(file, stale));
    await rm(stale, { force: true });
}
