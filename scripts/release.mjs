// SPDX-License-Identifier: MIT

import { ensureDependencies } from './set-up/dependencies.mjs';
import { main } from './set-up/progress.mjs';

/** Sets the next version of all packages, dates the changelog, commits and tags. Pushes and publishes nothing. */
await main(async () => {
    await ensureDependencies();
    // It needs a dependency, which a fresh clone does not have before.
    const { release } = await import('./release/release.mjs');
    await release(process.argv.slice(2));
});
