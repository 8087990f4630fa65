// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { SetUpError } from './progress.mjs';
import { canInstallPackages, findCommand, installPackages } from './system-packages.mjs';

/** Chromium without windows: it takes a quarter less processor time than the whole browser, and less to install. */
const HEADLESS = 'chromium-headless-shell';

/** Returns the Chromium for the browser tests, or `undefined` to use Playwright's. */
export async function ensureChromium() {
    const given = process.env.CHROMIUM_PATH;
    if (given) {
        if (!existsSync(given)) {
            throw new SetUpError(
                `CHROMIUM_PATH is ${given}, but this file does not exist. Correct the variable, or unset it.`
            );
        }
        return given;
    }
    const installed = findCommand(HEADLESS, 'chromium', 'chromium-browser', 'google-chrome');
    if (installed || !canInstallPackages()) {
        return installed;
    }
    // Older releases have no package of that name.
    await installPackages([HEADLESS]).catch(() => installPackages(['chromium']));
    return findCommand(HEADLESS, 'chromium');
}
