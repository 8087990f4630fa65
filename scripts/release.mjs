// SPDX-License-Identifier: MIT

import { runLerna } from './programs/lerna.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { main } from './set-up/progress.mjs';

/** Sets the next version of all packages, dates the changelog, commits and tags. Pushes and publishes nothing. */
await main(async () => {
    await ensureDependencies();
    process.exitCode = await runLerna(['version', ...process.argv.slice(2)]);
});
