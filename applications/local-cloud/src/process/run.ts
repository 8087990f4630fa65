// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import type { DatabaseUser } from '../postgres/database-user.js';

/** A program failed. */
export class ProgramError extends Error {
    override readonly name = 'ProgramError';

    constructor(
        readonly program: string,
        /** Its standard output and standard error, in the order of arrival. */
        readonly output: string
    ) {
        super(`${program} failed:\n${output}`);
    }
}

export interface RunOptions {
    readonly user?: DatabaseUser | undefined;
    readonly signal: AbortSignal;
}

/**
 * Runs a program to its end, in its own process group, so that only this process handles Ctrl+C.
 *
 * @returns its output
 * @throws ProgramError when it fails; the signal's reason when it was aborted, as soon as it has ended
 */
export async function run(program: string, commandLine: readonly string[], options: RunOptions): Promise<string> {
    options.signal.throwIfAborted();
    const child = spawn(program, [...commandLine], {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
        // Failures are recognized by their English messages.
        env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
        ...(options.user && { uid: options.user.uid, gid: options.user.gid })
    });
    const abort = (): void => {
        // The whole group, because the programs that initdb started do not notice its end.
        if (child.pid === undefined || child.exitCode !== null || process.platform === 'win32') {
            child.kill();
        } else {
            process.kill(-child.pid, 'SIGTERM');
        }
    };
    options.signal.addEventListener('abort', abort, { once: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
        // A chunk can end within a character, such as one of a path.
        stream.setEncoding('utf8').on('data', chunk => (output += String(chunk)));
    }
    try {
        const code = await new Promise<number | null>((resolve, reject) => {
            child.once('error', reject);
            child.once('close', resolve);
        });
        options.signal.throwIfAborted();
        if (code !== 0) {
            throw new ProgramError(program, output);
        }
        return output;
    } finally {
        options.signal.removeEventListener('abort', abort);
    }
}
