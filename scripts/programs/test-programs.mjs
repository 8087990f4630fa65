// SPDX-License-Identifier: MIT

import { ensureChromium } from '../set-up/browser.mjs';
import { SetUpError, step } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { runQuietly } from '../set-up/run.mjs';
import { canInstallPackages, findCommand, installPackages } from '../set-up/system-packages.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';

/** Installs the packages that SANYAM_TEST_PACKAGES names, separated by spaces. Tests that need a missing one are skipped. */
export async function installOptionalPackages() {
    const names = (process.env.SANYAM_TEST_PACKAGES ?? '').split(' ').filter(Boolean);
    const missing = names.filter(name => findCommand(name) === undefined);
    if (missing.length > 0 && canInstallPackages()) {
        await installPackages(missing).catch(error =>
            console.error(`${error.message}\nThe tests that need ${missing.join(', ')} are skipped.`)
        );
    }
}

/**
 * Finds or installs Chromium.
 *
 * @param dependencies resolves when Playwright is installed, which can install a Chromium of its own
 * @returns the environment variables for the browser tests
 */
export async function browserEnvironment(dependencies) {
    const chromium = await ensureChromium();
    if (chromium) {
        return { CHROMIUM_PATH: chromium };
    }
    await dependencies;
    await step('Installing Chromium', () =>
        runQuietly(node, [inRoot('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], {
            env: toolEnvironment(),
            advice: 'Install Chromium and set CHROMIUM_PATH.'
        })
    );
    return {};
}

/**
 * Returns how many more times a failed browser test runs: SANYAM_TEST_RETRIES, or 0. CI sets it: on its slow machine, one
 * slow moment would fail the whole run.
 *
 * @throws SetUpError if it is not a number from 0 to 3
 */
export function browserRetries({ SANYAM_TEST_RETRIES: given } = process.env) {
    const text = given || '0';
    if (!/^[0-3]$/.test(text)) {
        throw new SetUpError(`SANYAM_TEST_RETRIES: “${text}” is not a number from 0 to 3.`);
    }
    return Number(text);
}
