#!/usr/bin/env node
// SPDX-License-Identifier: MIT

import { Console } from 'node:console';
import { startCloud } from './cloud.js';
import { CloudError } from './cloud-error.js';
import { parseCommandLine, USAGE } from './command-line.js';
import { Shutdown } from './process/shutdown.js';
import { Progress } from './progress.js';

// Standard output belongs to the ready line, whatever a library writes.
globalThis.console = new Console(process.stderr);
process.env['LITE_TELEMETRY'] = '0';

const progress = new Progress();
const shutdown = new Shutdown();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
        progress.say(`${signal}: stopping`);
        shutdown.request();
    });
}

try {
    const options = parseCommandLine(process.argv.slice(2), process.env);
    if (options.help) {
        process.stderr.write(USAGE);
    } else {
        const ready = await startCloud(options, shutdown, progress);
        shutdown.signal.throwIfAborted();
        process.stdout.write(`${JSON.stringify(ready)}\n`);
        progress.say('ready; Ctrl-C stops it');
        await shutdown.requested;
    }
} catch (error) {
    if (!shutdown.wasRequested) {
        progress.say(
            error instanceof CloudError ? error.message : String(error instanceof Error ? error.stack : error)
        );
        process.exitCode = 1;
    }
} finally {
    await shutdown.run();
}
