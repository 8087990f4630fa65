// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { canInstallPackages, findCommand, installPackages } from './system-packages.mjs';

/** The Chromium that the browser tests use, or `undefined` to let Playwright use its own. */
export async function ensureChromium() {
    const given = process.env.CHROMIUM_PATH;
    if (given && existsSync(given)) {
        return given;
    }
    const installed = findCommand('chromium', 'chromium-browser', 'google-chrome');
    if (installed || !canInstallPackages()) {
        return installed;
    }
    await installPackages(['chromium']);
    return findCommand('chromium');
}
