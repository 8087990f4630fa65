// SPDX-License-Identifier: MIT

import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT } from './command-error';
import { exitCodeOf } from './exit-codes';
import { Output } from './output';
import { createProgram } from './program';

const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')));

// Whoever reads may have read enough, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
        throw error;
    }
    process.exit(EXIT.success);
});

async function main(): Promise<void> {
    try {
        await createProgram(manifest.version).parseAsync();
    } catch (error) {
        if (error instanceof CommanderError) {
            // It has said what is wrong, or shown the help.
            process.exitCode = error.exitCode === 0 ? EXIT.success : EXIT.usage;
        } else {
            new Output(process.argv.includes('--json')).failure(error);
            process.exitCode = exitCodeOf(error);
        }
    }
}

void main();
