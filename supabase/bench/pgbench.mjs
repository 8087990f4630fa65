// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The folder of the server's programs on Debian. The search starts with the highest version. */
const SERVERS = '/usr/lib/postgresql';

/** Milliseconds that pgbench may take in addition to its work, to connect on a busy machine. */
const PATIENCE = 60_000;

/** Returns the path of pgbench. Undefined if it is not installed. */
export function findPgbench() {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    if (existsSync(SERVERS)) {
        const versions = readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a));
        folders.push(...versions.map(version => path.join(SERVERS, version, 'bin')));
    }
    return folders.map(folder => path.join(folder, 'pgbench')).find(file => existsSync(file));
}

/**
 * Runs pgbench and waits for its end.
 *
 * @param program the path of pgbench
 * @param url the address of the database, with the password
 * @param options { seconds, environment }: the seconds of work, and additional environment variables
 * @returns its standard output
 * @throws Error with its standard error, also if it takes much longer than `seconds`
 */
export async function runPgbench(program, url, programArguments, { seconds, environment }) {
    // Other users can see the arguments of a process. So the password goes into the environment.
    const address = new URL(url);
    const { password } = address;
    address.password = '';
    try {
        const { stdout } = await run(program, [...programArguments, address.href], {
            env: { ...process.env, ...environment, PGPASSWORD: decodeURIComponent(password) },
            timeout: seconds * 1000 + PATIENCE
        });
        return stdout;
    } catch (error) {
        throw new Error(`pgbench ended with ${error.code ?? error.signal}:\n${error.stderr}`, { cause: error });
    }
}
