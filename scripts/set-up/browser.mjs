// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { SetUpError } from './progress.mjs';
import { canInstallPackages, findCommand, installPackages } from './system-packages.mjs';

/** The Chromium that the browser tests use, or `undefined` to let Playwright use its own. */
export async function ensureChromium() {
    const given = process.env.CHROMIUM_PATH;
    if (given) {
        if (!existsSync(given)) {
            throw new SetUpError(`CHROMIUM_PATH names ${given}, and there is nothing. Correct it, or unset it.`);
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
