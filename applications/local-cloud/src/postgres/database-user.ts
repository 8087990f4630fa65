// SPDX-License-Identifier: MIT

import { lstat } from 'node:fs/promises';
import { StartUpError } from '../start-up-error.js';
import { ifExists } from '../data-folder/if-exists.js';
import { ProgramError, run } from '../process/run.js';

/** PostgreSQL refuses to run as root, so root starts it as one of these. The second one exists on every system. */
const CANDIDATES = ['postgres', 'nobody'];

/** A user as whom root starts programs. */
export interface DatabaseUser {
    readonly uid: number;
    readonly gid: number;
}

/**
 * Returns the user to run PostgreSQL as, or undefined for the current user.
 * Root uses the owner of an existing cluster, because PostgreSQL accepts no other user.
 *
 * @param cluster the folder of the cluster, which may be missing
 * @throws StartUpError when root finds no suitable user
 */
export async function findDatabaseUser(cluster: string, signal: AbortSignal): Promise<DatabaseUser | undefined> {
    if (process.getuid?.() !== 0) {
        return undefined;
    }
    const owner = await ifExists(lstat(cluster));
    if (owner?.isDirectory() === true && owner.uid !== 0) {
        return { uid: owner.uid, gid: owner.gid };
    }
    for (const name of CANDIDATES) {
        const uid = await idOf(['-u', name], signal);
        const gid = await idOf(['-g', name], signal);
        if (uid !== undefined && gid !== undefined) {
            return { uid, gid };
        }
    }
    throw new StartUpError(
        'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody". Start the cloud as another user.'
    );
}

/**
 * Runs a shell test as another user, such as `test -x "$1"`, because only the system knows all rules of access.
 *
 * @param values the values of "$1" and so on
 */
export async function allows(
    user: DatabaseUser,
    test: string,
    values: readonly string[],
    signal: AbortSignal
): Promise<boolean> {
    return succeeds(run('/bin/sh', ['-c', test, 'sh', ...values], { user, signal }));
}

async function idOf(question: readonly string[], signal: AbortSignal): Promise<number | undefined> {
    const answer = run('id', question, { signal });
    return (await succeeds(answer)) ? Number((await answer).trim()) : undefined;
}

async function succeeds(program: Promise<string>): Promise<boolean> {
    try {
        await program;
        return true;
    } catch (error) {
        if (error instanceof ProgramError) {
            return false;
        }
        throw error;
    }
}
