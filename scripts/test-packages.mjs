// SPDX-License-Identifier: MIT

import { endAll, endOnSignal } from './programs/child-process.mjs';
import { markDescendants } from './programs/descendants.mjs';
import { runLerna } from './programs/lerna.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { packageSelection } from './programs/package-selection.mjs';
import { keepTemporaryFilesInMemory } from './programs/temporary-files.mjs';
import { lockTests } from './programs/test-lock.mjs';
import { beginLogs } from './programs/test-logs.mjs';
import { build } from './set-up/build.mjs';
import { main, step } from './set-up/progress.mjs';

/**
 * Runs the tests of the packages that Lerna's options select, such as `--scope @sanyam/store`. By default these are the
 * packages that differ from main, and those that depend on them, or all if something differs that all tests share.
 */
await main(async () => {
    const selection = await packageSelection(process.argv.slice(2));
    lockTests();
    markDescendants();
    await build();
    keepTemporaryFilesInMemory();
    beginLogs();
    endOnSignal();
    try {
        const { ready } = await step('Starting a cloud for the tests', () =>
            startLocalCloud(['--ephemeral'], { log: 'cloud' })
        );
        process.exitCode = await runLerna(
            ['run', 'test', '--stream', '--no-bail', '--concurrency', '1', ...selection],
            {
                SANYAM_TEST_CLOUD: JSON.stringify(ready)
            }
        );
    } finally {
        await endAll();
    }
});
