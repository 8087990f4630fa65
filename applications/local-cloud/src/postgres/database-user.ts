// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { CloudError } from '../cloud-error.js';

const run = promisify(execFile);
const id = z.coerce.number().int().positive();

/** PostgreSQL refuses to run as root, so root lends it one of these; the second exists on every system. */
const CANDIDATES = ['postgres', 'nobody'];

export interface DatabaseUser {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
}

/**
 * The user that PostgreSQL runs as; undefined: the one who started the cloud.
 *
 * @throws CloudError when root has no user to lend
 */
export async function findDatabaseUser(): Promise<DatabaseUser | undefined> {
    if (process.getuid?.() !== 0) {
        return undefined;
    }
    for (const name of CANDIDATES) {
        const user = await lookUp(name);
        if (user !== undefined) {
            return user;
        }
    }
    throw new CloudError(
        'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody": start the cloud as another user.'
    );
}

async function lookUp(name: string): Promise<DatabaseUser | undefined> {
    try {
        const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
        return { name, uid: id.parse(uid.stdout.trim()), gid: id.parse(gid.stdout.trim()) };
    } catch {
        return undefined;
    }
}
