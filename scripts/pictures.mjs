// SPDX-License-Identifier: MIT

import { runInBrowser } from './programs/browser-run.mjs';
import { main } from './set-up/progress.mjs';

/** Takes the pictures in docs/images from the built IDE. Look at them before you commit them. */
await main(async () => {
    process.exitCode = await runInBrowser('playwright.pictures.config.ts');
});
