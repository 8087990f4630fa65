// SPDX-License-Identifier: MIT

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A variable that all descendants inherit, whatever becomes of the processes between. */
const NAME = 'SANYAM_TEST_RUN';

/** Milliseconds after each signal: a local cloud stops its PostgreSQL meanwhile. */
const GRACE = 5_000;
const INTERVAL = 50;

let mark;

/**
 * Marks the processes that this one starts from now on, and theirs. On other systems than Linux, which do not show the
 * environment of a process, it does nothing.
 */
export function markDescendants() {
    if (process.platform === 'linux') {
        mark = `${process.pid}-${Date.now()}`;
        process.env[NAME] = mark;
    }
}

/**
 * Ends the marked processes that still run: a runner that is killed does not always take its programs with it. Without a
 * mark of this process it does nothing, so that a run inside a run ends nothing of the outer one.
 */
export async function endDescendants() {
    if (mark === undefined) {
        return;
    }
    for (const name of ['SIGTERM', 'SIGKILL']) {
        signal(name);
        for (let waited = 0; waited < GRACE && descendants().length > 0; waited += INTERVAL) {
            await delay(INTERVAL);
        }
    }
}

function signal(name) {
    for (const pid of descendants()) {
        try {
            process.kill(pid, name);
        } catch {
            // It has just ended.
        }
    }
}

function descendants() {
    return readdirSync('/proc')
        .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
        .filter(name => environmentOf(name).includes(`${NAME}=${mark}\0`))
        .map(Number);
}

function environmentOf(pid) {
    try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1');
    } catch {
        // The process has ended, or belongs to another user. The environment of a zombie is empty.
        return '';
    }
}
