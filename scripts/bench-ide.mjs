// SPDX-License-Identifier: MIT

import { runInBrowser } from './programs/browser-run.mjs';
import { main } from './set-up/progress.mjs';

/** Measures how long the IDE takes to paint, to open and to save, and prints a table. */
await main(async () => {
    process.exitCode = await runInBrowser('playwright.figures.config.ts');
});
