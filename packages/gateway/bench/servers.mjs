// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endWith } from '../../../scripts/programs/child-process.mjs';

const PATIENCE = 30_000;
const POLL = 20;

const GATEWAY = fileURLToPath(new URL('../lib/main.js', import.meta.url));
const RAW = fileURLToPath(new URL('raw-server.mjs', import.meta.url));

/**
 * Starts the servers, each in its own process. Their logs go to files, as in production.
 *
 * @param work { environment, databaseUrl, raw, folder, profile }: the environment of a gateway over PostgREST, the
 *     database address for direct connections, the settings of the bare server, a folder for the logs, and an optional
 *     folder for a profile of the gateway
 * @returns { direct, postgrest, raw }, each { url, pid, child }
 */
export async function startServers({ environment, databaseUrl, raw, folder, profile }) {
    const profiling =
        profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--cpu-prof-name=gateway.cpuprofile'];
    return {
        direct: await start('direct', [...profiling, GATEWAY], { ...environment, DATABASE_URL: databaseUrl }, folder),
        postgrest: await start('postgrest', [GATEWAY], environment, folder),
        raw: await start('raw', [RAW], { SANYAM_BENCH: JSON.stringify(raw) }, folder)
    };
}

/** Starts a gateway in its own process. Returns { url, pid, child }. */
export function startGateway(environment, folder) {
    return start('gateway', [GATEWAY], environment, folder);
}

async function start(name, nodeArguments, environment, folder) {
    const log = path.join(folder, `${name}.log`);
    const child = spawn(process.execPath, nodeArguments, {
        stdio: ['ignore', openSync(log, 'w'), 'inherit'],
        // The variables of the shell must not affect the figures.
        env: { PATH: process.env.PATH, NODE_ENV: 'development', ...environment }
    });
    endWith(child);
    const deadline = performance.now() + PATIENCE;
    for (;;) {
        const url = /"url":"([^"]+)"/.exec(readFileSync(log, 'utf8'))?.[1];
        if (url !== undefined) {
            return { url, pid: child.pid, child };
        }
        if (child.exitCode !== null || performance.now() > deadline) {
            throw new Error(`The server “${name}” did not start: ${readFileSync(log, 'utf8')}`);
        }
        await setTimeout(POLL);
    }
}
