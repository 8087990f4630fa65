// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ReadyLine, readyLineSchema } from '../../ready-line.js';
import type { ServerOptions } from '../server-options.js';

/**
 * Starts Supabase's own Auth server, its database and its mailbox, as a child process that ends with this process.
 *
 * @param program the server
 */
export async function launchSupabaseAuth(
    program: string,
    options: ServerOptions
): Promise<{ ready: ReadyLine; stop(): Promise<void>; unref(): void }> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.js'), program, JSON.stringify(options)], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc']
    });
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) {
        throw new TypeError('The child process has no pipes.');
    }
    let said = '';
    stderr.setEncoding('utf8').on('data', chunk => (said += String(chunk)));
    const line = await new Promise<string>((resolve, reject) => {
        createInterface({ input: stdout }).once('line', resolve);
        child.once('error', reject);
        child.once('close', () => reject(new Error(`Supabase's Auth server did not start:\n${said}`)));
    });
    return {
        ready: readyLineSchema.parse(JSON.parse(line)),
        stop: async () => {
            const ended = once(child, 'exit');
            child.ref();
            child.disconnect();
            await ended;
        },
        unref: () => {
            child.unref();
            child.channel?.unref();
            for (const stream of [stdout, stderr]) {
                // A pipe is a socket, although its type is Readable.
                if (stream instanceof Socket) {
                    stream.unref();
                }
            }
        }
    };
}
