// SPDX-License-Identifier: MIT

import path from 'node:path';
import { ensureChromium } from '../set-up/browser.mjs';
import { build } from '../set-up/build.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { runVisibly } from '../set-up/run.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endOnSignal, endWith } from './child-process.mjs';

/** Builds the IDE, and runs Playwright with a configuration of `applications/browser`. Returns its exit code. */
export async function runInBrowser(configuration) {
    await build();
    const chromium = await ensureChromium();
    endOnSignal();
    const playwright = path.join(inRoot('node_modules'), '@playwright', 'test', 'cli.js');
    return runVisibly(node, [playwright, 'test', '--config', configuration], {
        cwd: inRoot('applications', 'browser'),
        env: { ...toolEnvironment(), ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
        onStart: endWith
    });
}
