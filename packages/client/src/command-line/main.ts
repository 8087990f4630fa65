// SPDX-License-Identifier: MIT

import { keepLoopbackDirect } from '@sanyam/types';
import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, usageError } from './command-error';
import { exitCodeOf } from './exit-codes';
import { reasonOf, unwritable } from './file-error';
import { Output } from './output';
import { createProgram } from './program';

const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')));

/** Arguments after “--” are not options. */
const endOfOptions = process.argv.indexOf('--');
const asJson = process.argv.slice(0, endOfOptions === -1 ? undefined : endOfOptions).includes('--json');
const output = new Output(asJson);

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader may have read enough, as `head` does. A command that may not be cut off has set the exit code.
    if (error.code === 'EPIPE') {
        if (process.exitCode === EXIT.failure) {
            output.failure(new Error('The output is incomplete, because its reader stopped reading.'));
        }
        process.exit();
    }
    output.failure(unwritable('to standard output', reasonOf(error)));
    process.exit(EXIT.failure);
});

async function main(): Promise<void> {
    // The gateway of the local cloud is on this machine.
    keepLoopbackDirect(process.env);
    try {
        await createProgram(manifest.version, asJson).parseAsync();
    } catch (error) {
        if (!(error instanceof CommanderError)) {
            output.failure(error);
            process.exitCode = exitCodeOf(error);
            return;
        }
        // Commander has already written the error or the help as text.
        if (asJson && error.exitCode !== 0 && error.code !== 'commander.help') {
            output.failure(usageError(error.message.replace(/^error: /, '')));
        }
        process.exitCode = error.exitCode === 0 ? EXIT.success : EXIT.usage;
    }
}

void main();
