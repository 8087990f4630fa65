// SPDX-License-Identifier: MIT

import { endOnSignal, endWith } from './programs/child-process.mjs';
import { compile } from './set-up/build.mjs';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

await main(async () => {
    await compile('applications/local-cloud', 'packages/gateway', 'packages/test-kit');
    endOnSignal();
    process.exitCode = await runVisibly(
        node,
        [inRoot('packages', 'gateway', 'bench', 'fairness.mjs'), ...process.argv.slice(2)],
        { env: toolEnvironment(), onStart: endWith }
    );
});
