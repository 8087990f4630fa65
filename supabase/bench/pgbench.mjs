// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian and its like put the programs of a server; the highest version first. */
const SERVERS = '/usr/lib/postgresql';

/** Milliseconds that pgbench may take beside its work: to connect on a machine that does a lot else. */
const PATIENCE = 60_000;

/** @returns the path of pgbench, undefined when this machine has none */
export function findPgbench() {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    if (existsSync(SERVERS)) {
        const versions = readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a));
        folders.push(...versions.map(version => path.join(SERVERS, version, 'bin')));
    }
    return folders.map(folder => path.join(folder, 'pgbench')).find(file => existsSync(file));
}

/**
 * Runs pgbench to its end.
 *
 * @param program its path
 * @param url of the database, with the password
 * @param options { seconds, environment }: how long it works, and what its environment has beside ours
 * @returns what it writes on standard output
 * @throws Error with what it wrote on standard error; one that does not end says so instead of standing still
 */
export async function runPgbench(program, url, programArguments, { seconds, environment }) {
    // The password is none of the arguments, which the list of processes and an error message show.
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
