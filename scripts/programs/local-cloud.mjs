// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inRoot } from '../set-up/repository.mjs';
import { SetUpError } from '../set-up/progress.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endWith, waitForEnd } from './child-process.mjs';

/** Starts the local cloud as a child; it ends when this process does, however that comes about. */
export function spawnLocalCloud(cloudArguments, stdout, env = {}) {
    const child = spawn(node, [inRoot('applications', 'local-cloud', 'lib', 'main.js'), ...cloudArguments], {
        stdio: ['ignore', stdout, 'inherit', 'ipc'],
        env: { ...process.env, ...toolEnvironment(), ...env },
        // Ctrl-C reaches only us, and we stop our children in order.
        detached: process.platform !== 'win32'
    });
    endWith(child);
    return child;
}

/**
 * Starts the local cloud and waits until it answers.
 *
 * @param env variables beside those of this process
 * @returns the line that it prints when it is ready, parsed
 * @throws SetUpError when it ends before that; it has said why on standard error
 */
export async function startLocalCloud(cloudArguments, env) {
    const child = spawnLocalCloud(cloudArguments, 'pipe', env);
    const ready = new Promise(resolve => {
        createInterface({ input: child.stdout }).on('line', line => {
            if (line.startsWith('{"ready":true')) {
                resolve(JSON.parse(line));
            }
        });
    });
    const ended = waitForEnd(child).then(() => {
        throw new SetUpError('The local cloud did not start; it says why above.');
    });
    return { ready: await Promise.race([ready, ended]), child };
}
