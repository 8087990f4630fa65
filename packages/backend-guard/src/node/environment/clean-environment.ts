// SPDX-License-Identifier: MIT

import { keptVariables } from './kept-variables';

/** Set in the environment of a backend that has replaced itself, so that it never does so twice. */
const REPLACED = 'SANYAM_ENVIRONMENT_IS_CLEAN';

/**
 * Removes the variables that the backend does not need from its environment, before it starts a child process.
 *
 * The operating system still shows the environment that a process began with, in `/proc/<pid>/environ` or with `ps`, to
 * every process of the same user. So the process then replaces itself by one with the same id that begins without those
 * variables. Node cannot do that on Windows, where other processes cannot read the environment as easily. A process with
 * an IPC channel to its parent would lose the channel.
 *
 * @throws Error with a sentence that names the variable, if a setting is invalid
 */
export function cleanEnvironment(): void {
    const kept = keptVariables(process.env);
    const isReplaced = process.env[REPLACED] !== undefined;
    const removed = Object.keys(process.env).filter(name => !(name in kept));
    for (const name of removed) {
        delete process.env[name];
    }
    const replace = process.execve?.bind(process);
    if (removed.length > 0 && !isReplaced && replace !== undefined && process.send === undefined) {
        const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
        replace(process.execPath, command, { ...kept, [REPLACED]: '1' });
    }
}
