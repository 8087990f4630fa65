// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endWith, waitForEnd } from './child-process.mjs';

/** Milliseconds until a start fails: a hundred times what a start takes. */
const PATIENCE = 60_000;

/** Milliseconds between two checks whether the IDE responds. */
const POLL = 100;

/**
 * Starts the IDE's backend and waits until it serves the page. The packages must have been built.
 *
 * @param settings variables of which the IDE gets those that it needs
 * @throws SetUpError with the end of its log when it does not start
 */
export async function startIde({ port, workspace, dataFolder, settings }) {
    const address = `http://127.0.0.1:${port}`;
    mkdirSync(dataFolder, { recursive: true });
    const log = path.join(dataFolder, 'ide.log');
    const output = openSync(log, 'w');
    const child = spawn(
        node,
        [
            'lib/backend/main.js',
            '--hostname',
            '127.0.0.1',
            '--port',
            String(port),
            '--log-config',
            'log-levels.json',
            workspace
        ],
        {
            cwd: inRoot('applications', 'browser'),
            stdio: ['ignore', output, output],
            env: {
                ...(await ideEnvironment({ ...settings, ...toolEnvironment() })),
                THEIA_CONFIG_DIR: path.join(dataFolder, 'ide'),
                // Theia exits when the process with this id no longer exists.
                THEIA_PARENT_PID: String(process.pid)
            },
            detached: process.platform !== 'win32'
        }
    );
    endWith(child);
    let ended = false;
    void waitForEnd(child).then(() => (ended = true));
    const deadline = Date.now() + PATIENCE;
    while (!(await answers(address))) {
        if (ended || Date.now() > deadline) {
            throw new SetUpError(`${endOf(log)}\n\nThe IDE did not start. See its log: ${log}`);
        }
        await new Promise(resolve => setTimeout(resolve, POLL));
    }
    return { address, child };
}

/** Returns the variables that the IDE may have: the backend's own list, so that it begins without the others. */
export async function ideEnvironment(variables) {
    const file = inRoot('packages', 'backend-guard', 'lib', 'node', 'environment', 'kept-variables.js');
    const { keptVariables } = await import(pathToFileURL(file).href);
    try {
        return keptVariables(variables);
    } catch (error) {
        throw new SetUpError(error.message);
    }
}

/** Returns the last lines of a log, without the very long lines of the bundle that Node quotes in a stack trace. */
function endOf(log) {
    const lines = readFileSync(log, 'utf8').split('\n');
    return lines
        .filter(line => line.length < 1000 && line.trim() !== '')
        .slice(-20)
        .join('\n');
}

async function answers(address) {
    try {
        return (await fetch(address, { signal: AbortSignal.timeout(5000) })).ok;
    } catch {
        return false;
    }
}
