// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { root } from './repository.mjs';
import { SetUpError } from './progress.mjs';

/** The number of lines that are shown of a failed command's output. */
const TAIL = 60;

/**
 * Runs a command without showing its output. If it fails, the error has the last lines.
 *
 * @throws SetUpError when the command cannot be started or fails
 */
export async function runQuietly(command, commandArguments, { env = {}, shell = false, cwd = root, advice = '' } = {}) {
    const child = spawn(command, commandArguments, {
        cwd,
        shell,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env }
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', chunk => (output += chunk));
    }
    const code = await exitOf(child, command);
    if (code !== 0) {
        const tail = output.trimEnd().split('\n').slice(-TAIL).join('\n');
        throw new SetUpError(
            `${tail}\n\n“${[command, ...commandArguments].join(' ')}” failed (${code}). ${advice}`.trimEnd()
        );
    }
    return output;
}

/**
 * Runs a command and shows its output.
 *
 * @returns its exit code
 */
export async function runVisibly(command, commandArguments, { env = {}, cwd = root, onStart = () => {} } = {}) {
    const child = spawn(command, commandArguments, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
    onStart(child);
    return exitOf(child, command);
}

function exitOf(child, command) {
    return new Promise((resolve, reject) => {
        child.once('error', error => reject(new SetUpError(`Could not start “${command}”: ${error.message}`)));
        child.once('close', (code, signal) => resolve(code ?? signal));
    });
}
