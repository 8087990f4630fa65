// SPDX-License-Identifier: MIT

import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

/** Deletes build output. Documents (.sanyam) and dependencies (node_modules, .tools) stay. */
await main(async () => {
    const folders = [
        ...readdirSync(inRoot('packages')).map(name => inRoot('packages', name)),
        ...readdirSync(inRoot('examples')).map(name => inRoot('examples', name)),
        inRoot('applications', 'browser'),
        inRoot('applications', 'local-cloud'),
        inRoot('supabase', 'tests')
    ];
    for (const folder of folders) {
        for (const name of ['lib', 'src-gen', 'test-results', 'screenshots', 'tsconfig.tsbuildinfo']) {
            rmSync(path.join(folder, name), { recursive: true, force: true });
        }
    }
});
