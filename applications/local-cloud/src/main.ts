#!/usr/bin/env node
// SPDX-License-Identifier: MIT

import { isolateEnvironment } from '@sanyam/types/lib/own-environment.js';
import { Console } from 'node:console';
import { startCloud } from './cloud.js';
import { StartUpError } from './start-up-error.js';
import { type CloudOptions, parseCommandLine, USAGE } from './command-line.js';
import { temporaryPlace } from './data-folder/temporary-place.js';
import { describeError } from './describe-error.js';
import { Shutdown } from './process/shutdown.js';
import { heedStopRequests } from './process/stop-requests.js';
import { Progress } from './progress.js';

// Standard output is only for the ready line, so the console of every library writes to standard error.
globalThis.console = new Console(process.stderr);
process.env['LITE_TELEMETRY'] = '0';
isolateEnvironment(process.env);

/** The cost of a password hash in an ephemeral cloud. Lite's default of 10 takes 100 ms for each password. */
const LEAST_BCRYPT_COST = '4';

const progress = new Progress();
const options = readOptions();
if (options?.help === true) {
    process.stderr.write(USAGE);
} else if (options !== undefined) {
    await runCloud(options);
}

function readOptions(): CloudOptions | undefined {
    try {
        return parseCommandLine(process.argv.slice(2), process.env);
    } catch (error) {
        if (error instanceof StartUpError) {
            progress.say(error.message);
            process.exitCode = 1;
            return undefined;
        }
        throw error;
    }
}

async function runCloud(options: CloudOptions): Promise<void> {
    if (options.ephemeral) {
        process.env['LITE_AUTH_BCRYPT_COST'] = LEAST_BCRYPT_COST;
    }
    const shutdown = new Shutdown();
    heedStopRequests(shutdown, progress);
    const surroundings = { folder: options.dataFolder ?? temporaryPlace(), databasePort: options.databasePort.number };
    try {
        const ready = await startCloud(options, shutdown, progress);
        shutdown.signal.throwIfAborted();
        process.stdout.write(`${JSON.stringify(ready)}\n`);
        progress.say('ready. Press Ctrl+C to stop.');
        await shutdown.requested;
    } catch (error) {
        if (!shutdown.wasRequested) {
            progress.say(describeError(error, surroundings));
            process.exitCode = 1;
        }
    }
    try {
        await shutdown.run();
        progress.say('stopped');
    } catch (error) {
        progress.say(describeError(error, surroundings));
        process.exitCode = 1;
    }
    // Pending connections retry a PostgreSQL that died, and would keep this process alive for minutes.
    process.exit();
}
