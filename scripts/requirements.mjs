// SPDX-License-Identifier: MIT

import { ensureDependencies } from './set-up/dependencies.mjs';
import { main } from './set-up/progress.mjs';

await main(async () => {
    await ensureDependencies();
    // It parses the tests with the TypeScript compiler, which is one of the dependencies.
    const { updateRequirements } = await import('./requirements/update.mjs');
    updateRequirements({ isCheck: process.argv.includes('--check') });
});
