// SPDX-License-Identifier: MIT

import { ensureDependencies } from './set-up/dependencies.mjs';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node } from './set-up/tools.mjs';

await main(async () => {
    await ensureDependencies();
    process.exitCode = await runVisibly(node, [
        inRoot('node_modules', 'prettier', 'bin', 'prettier.cjs'),
        '--write',
        '--log-level',
        'warn',
        '.'
    ]);
});
