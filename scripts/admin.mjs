// SPDX-License-Identifier: MIT

import { runAdmin } from './programs/admin.mjs';
import { readSettings } from './set-up/environment-file.mjs';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

/** The command of operators: npm run admin -- tier set you@example.com pro */
await main(async () => {
    process.exitCode = await runAdmin(process.argv.slice(2), inRoot('.sanyam'), readSettings());
});
