// SPDX-License-Identifier: MIT

import { isolateGateway } from '../configuration/own-environment';
import { createLog } from '../observability/log';
import { UsageError } from './admin-error';
import { parseCommand } from './command-line';
import { runCommand, sentenceOf } from './run-command';

/** The command of operators: `sanyam-admin`. */
async function main(): Promise<void> {
    isolateGateway(process.env);
    const log = createLog();
    // The answer of the command has what the operator asked for.
    log.level = 'silent';
    await runCommand(parseCommand(process.argv.slice(2)), {
        environment: process.env,
        log,
        say: text => void process.stdout.write(`${text}\n`)
    });
}

main().catch((error: unknown) => {
    const sentence =
        sentenceOf(error) ?? (error instanceof Error && error.cause === undefined ? error.message : undefined);
    console.error(sentence ?? error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
});
