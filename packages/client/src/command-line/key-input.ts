// SPDX-License-Identifier: MIT

import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { usageError } from './command-error';
import { unreadable } from './file-error';
import { openStandardInput } from './standard-stream';

/** Reads a key from standard input. Typed keys are not shown. @throws CommandError when the key is empty */
export async function readKey(): Promise<string> {
    const key = (process.stdin.isTTY ? await askForKey() : await readPiped()).trim();
    if (key === '') {
        throw usageError('Enter an API key. You can type it, pipe it in, set SANYAM_API_KEY, or use --key.');
    }
    return key;
}

async function readPiped(): Promise<string> {
    const input = await openStandardInput();
    return text(input).catch((error: unknown) => {
        throw unreadable('standard input', error);
    });
}

async function askForKey(): Promise<string> {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
    reader.once('SIGINT', () => {
        reader.close();
        process.kill(process.pid, 'SIGINT');
    });
    process.stderr.write('API key: ');
    try {
        return await reader.question('');
    } finally {
        reader.close();
        process.stderr.write('\n');
    }
}
