// SPDX-License-Identifier: MIT

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';

/**
 * Makes sure that one test run at a time uses this clone, until this process ends: runs share compiled files and logs.
 *
 * @param folder the folder of the lock
 * @throws SetUpError that names the other run
 */
export function lockTests(folder = inRoot('test-results')) {
    const file = `${folder}/running.json`;
    const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
    mkdirSync(folder, { recursive: true });
    for (;;) {
        try {
            writeFileSync(file, mine, { flag: 'wx' });
            break;
        } catch (error) {
            if (error.code !== 'EEXIST') {
                throw error;
            }
            refuseIfRunning(file);
            rmSync(file, { force: true });
        }
    }
    process.once('exit', () => rmSync(file, { force: true }));
}

function refuseIfRunning(file) {
    let owner;
    try {
        owner = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
        // Another run has just deleted it, or a full disk cut it off.
        return;
    }
    if (owner.start !== undefined && startOf(owner.pid) === owner.start) {
        throw new SetUpError(
            `Another test run uses this clone (process ${owner.pid}). Wait until it ends, or stop it: kill ${owner.pid}`
        );
    }
}

/** Returns when a process started, which tells it from a later one with its id. Undefined when there is none. */
function startOf(pid) {
    try {
        if (process.platform === 'linux') {
            // Field 22 of proc_pid_stat(5). The name of the program, in brackets, can have spaces.
            return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19];
        }
        if (process.platform === 'win32') {
            process.kill(pid, 0);
            return '';
        }
        const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
        return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim();
    } catch {
        return undefined;
    }
}
