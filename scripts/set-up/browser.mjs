// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { SetUpError } from './progress.mjs';
import { canInstallPackages, findCommand, installPackages } from './system-packages.mjs';

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
    const installed = findCommand('chromium', 'chromium-browser', 'google-chrome');
    if (installed || !canInstallPackages()) {
        return installed;
    }
    await installPackages(['chromium']);
    return findCommand('chromium');
}
