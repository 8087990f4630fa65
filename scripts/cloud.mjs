// SPDX-License-Identifier: MIT

import { endOnSignal, waitForEnd } from './programs/child-process.mjs';
import { spawnLocalCloud } from './programs/local-cloud.mjs';
import { compile } from './set-up/build.mjs';
import { readSettings } from './set-up/environment-file.mjs';
import { main } from './set-up/progress.mjs';

await main(async () => {
    await compile('packages/gateway');
    endOnSignal();
    const code = await waitForEnd(spawnLocalCloud(process.argv.slice(2), 'inherit', readSettings()));
    process.exitCode = typeof code === 'number' ? code : 1;
});
