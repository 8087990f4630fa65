// SPDX-License-Identifier: MIT

import type { Progress } from '../progress.js';
import { onStarterGone } from './process-lineage.js';
import type { Shutdown } from './shutdown.js';

/**
 * Milliseconds in which a second signal counts as the first one. A terminal sends Ctrl+C to npm too, which forwards it.
 */
const ECHO = 500;

/** Stops the cloud on a signal, when the process that started it ends, and when nobody reads its output any more. */
export function heedStopRequests(shutdown: Shutdown, progress: Progress): void {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
            if (first === undefined) {
                first = performance.now();
                progress.say(`${signal}: stopping. Send it again to end at once.`);
                shutdown.request();
            } else if (performance.now() - first > ECHO) {
                progress.say(`${signal}: ending at once`);
                shutdown.force();
                process.exit(1);
            }
        });
    }
    onStarterGone(() => {
        progress.say('the process that started the cloud has ended: stopping');
        shutdown.request();
    });
    for (const stream of [process.stdout, process.stderr]) {
        // Nobody reads the output any more. An error without a listener would end this process before PostgreSQL.
        stream.on('error', () => shutdown.request());
    }
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
        process.on(event, (error: unknown) => shutdown.fail(error instanceof Error ? error : new Error(String(error))));
    }
}
