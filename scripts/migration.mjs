// SPDX-License-Identifier: MIT

import { compile } from './set-up/build.mjs';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

await main(async () => {
    await compile('supabase/tests');
    const program = inRoot('supabase', 'tests', 'lib', 'migration', 'write-migration.js');
    process.exitCode = await runVisibly(node, [program, ...process.argv.slice(2)], { env: toolEnvironment() });
});
