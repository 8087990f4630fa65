// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inRoot } from '../set-up/repository.mjs';
import { SetUpError } from '../set-up/progress.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endWith } from './child-process.mjs';
import { keepLog, tailOf } from './test-logs.mjs';

/** Starts the local cloud as a child process. It ends with this process, even if this process is killed. */
export function spawnLocalCloud(cloudArguments, stdout, env = {}, stderr = 'inherit') {
    const child = spawn(node, [inRoot('applications', 'local-cloud', 'lib', 'main.js'), ...cloudArguments], {
        stdio: ['ignore', stdout, stderr, 'ipc'],
        env: { ...process.env, ...env, ...toolEnvironment() },
        // In its own process group, so that Ctrl+C reaches only this process, which stops its children in order.
        detached: process.platform !== 'win32'
    });
    endWith(child);
    return child;
}

/**
 * Starts the local cloud and waits until it answers.
 *
 * @param env variables beside those of this process
 * @param log the name of the test log that gets its messages; without a name they go to standard error
 * @returns the parsed ready line of the cloud
 * @throws SetUpError when it ends before that
 */
export async function startLocalCloud(cloudArguments, { env, log } = {}) {
    const child = spawnLocalCloud(cloudArguments, 'pipe', env, log === undefined ? 'inherit' : 'pipe');
    const file = log === undefined ? undefined : keepLog(child.stderr, log);
    const ready = new Promise(resolve => {
        createInterface({ input: child.stdout }).on('line', line => {
            if (line.startsWith('{"ready":true')) {
                resolve(JSON.parse(line));
            }
        });
    });
    const ended = once(child, 'close').then(() => {
        throw new SetUpError(
            file === undefined
                ? 'The local cloud did not start. Its messages above say why.'
                : `${tailOf(file)}\n\nThe local cloud did not start. Its log is ${file}.`
        );
    });
    return { ready: await Promise.race([ready, ended]), child };
}
