// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { median } from './plans.mjs';
import { DOCUMENTS_OF_A_SAVER, SAVES } from './savers.mjs';

const run = promisify(execFile);

/** Where Debian and its like put the programs of a server; the highest version first. */
const SERVERS = '/usr/lib/postgresql';

/** @returns the path of pgbench, undefined when this machine has none */
export function findPgbench() {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    if (existsSync(SERVERS)) {
        const versions = readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a));
        folders.push(...versions.map(version => path.join(SERVERS, version, 'bin')));
    }
    return folders.map(folder => path.join(folder, 'pgbench')).find(file => existsSync(file));
}

/** Milliseconds that pgbench may take beside its work: to connect on a machine that does a lot else. */
const PATIENCE = 60_000;

/**
 * Saves as fast as it goes, each way in turn, so that a busy minute of the machine meets them all.
 *
 * @param settings { pgbench, url, folder, text, clients, seconds, rounds }
 * @returns saves a second by the name of each way: the median of the rounds
 */
export async function measureSaves({ pgbench, url, folder, text, clients, seconds, rounds }) {
    const results = Object.fromEntries(Object.keys(SAVES).map(way => [way, []]));
    for (const [way, sql] of Object.entries(SAVES)) {
        const script = `\\set saver :client_id + 1
\\set number random(1, ${DOCUMENTS_OF_A_SAVER})
\\set extra random(1, 1000)
${sql.replace(/\s+/g, ' ').trim()}
`;
        writeFileSync(path.join(folder, `${way}.sql`), script);
    }
    for (let round = 0; round < rounds; round++) {
        for (const way of Object.keys(SAVES)) {
            const { stdout } = await run(
                pgbench,
                [
                    ...['--no-vacuum', '--protocol=prepared', `--client=${clients}`, '--jobs=1', `--time=${seconds}`],
                    ...[`--define=text=${text}`, `--file=${path.join(folder, `${way}.sql`)}`, url]
                ],
                // A run that does not end says so instead of standing still.
                { env: { ...process.env, PGOPTIONS: '-c role=authenticated' }, timeout: seconds * 1000 + PATIENCE }
            );
            results[way].push(Number(/^tps = ([\d.]+)/m.exec(stdout)[1]));
        }
    }
    return Object.fromEntries(Object.entries(results).map(([way, rates]) => [way, median(rates)]));
}
