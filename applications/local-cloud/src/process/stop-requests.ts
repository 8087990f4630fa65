// SPDX-License-Identifier: MIT

import type { Progress } from '../progress.js';
import { onStarterGone } from './process-lineage.js';
import type { Shutdown } from './shutdown.js';

/**
 * A terminal sends Ctrl-C to npm, too, which passes it on: what comes so soon after the first is the same key.
 * In milliseconds.
 */
const ECHO = 500;

/** Everything that makes the cloud stop: a signal, the end of the process that started it, a reader that is gone. */
export function heedStopRequests(shutdown: Shutdown, progress: Progress): void {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
            if (first === undefined) {
                first = performance.now();
                progress.say(`${signal}: stopping; once more ends it at once`);
                shutdown.request();
            } else if (performance.now() - first > ECHO) {
                progress.say(`${signal}: ending at once`);
                shutdown.force();
                process.exit(1);
            }
        });
    }
    onStarterGone(() => {
        progress.say('the process that started the cloud is gone: stopping');
        shutdown.request();
    });
    for (const stream of [process.stdout, process.stderr]) {
        // Nobody reads any more. An error without a listener would end this process before PostgreSQL.
        stream.on('error', () => shutdown.request());
    }
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
        process.on(event, (error: unknown) => shutdown.fail(error instanceof Error ? error : new Error(String(error))));
    }
}
