// SPDX-License-Identifier: MIT

import path from 'node:path';
import { endOnSignal, endWith } from './programs/child-process.mjs';
import { ensureChromium } from './set-up/browser.mjs';
import { build } from './set-up/build.mjs';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** Measures how long the IDE takes to paint, to open and to save, and prints a table. */
await main(async () => {
    await build();
    const chromium = await ensureChromium();
    endOnSignal();
    const playwright = path.join(inRoot('node_modules'), '@playwright', 'test', 'cli.js');
    process.exitCode = await runVisibly(node, [playwright, 'test', '--config', 'playwright.figures.config.ts'], {
        cwd: inRoot('applications', 'browser'),
        env: { ...toolEnvironment(), ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
        onStart: endWith
    });
});
