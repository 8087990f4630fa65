// SPDX-License-Identifier: MIT

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lint } from './lint.mjs';
import { endAll, endOnSignal, endWith } from './programs/child-process.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { ensureChromium } from './set-up/browser.mjs';
import { build } from './set-up/build.mjs';
import { main, step } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runQuietly, runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** One process for each: loaded after another package's, Theia's modules run into the circles among themselves. */
const PACKAGES = ['types', 'licensing', 'document-store', 'auth', 'product'];

const PARALLEL_SPECS = [
    'scripts/test/*.spec.mjs',
    'applications/local-cloud/lib/**/*.spec.js',
    'supabase/tests/lib/**/*.spec.js'
];
const modules = inRoot('node_modules');

/** Runs one test runner, and adds up what it counted. A runner that fails without a failed test counts as one. */
async function suite(name, total, commandArguments, { cwd, env } = {}) {
    console.log(`\n— ${name}`);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-test-'));
    const counts = path.join(folder, 'counts.json');
    const code = await runVisibly(node, commandArguments, {
        cwd,
        env: { ...toolEnvironment(), ...env, SANYAM_TEST_COUNTS: counts },
        onStart: endWith
    });
    const { passed, failed, skipped } = existsSync(counts)
        ? JSON.parse(readFileSync(counts, 'utf8'))
        : { passed: 0, failed: 0, skipped: [] };
    rmSync(folder, { recursive: true });
    total.passed += passed;
    total.failed += failed === 0 && code !== 0 ? 1 : failed;
    total.skipped.push(...skipped);
}

async function lintSuite(total) {
    console.log('\n— Rules and formatting');
    try {
        await lint();
        total.passed++;
    } catch (error) {
        console.error(error.message);
        total.failed++;
    }
}

/** Chromium of the system, else Playwright's own, which it fetches. */
async function browserEnvironment() {
    const chromium = await ensureChromium();
    if (chromium) {
        return { CHROMIUM_PATH: chromium };
    }
    await step('Fetching Chromium', () =>
        runQuietly(node, [path.join(modules, '@playwright/test/cli.js'), 'install', 'chromium'], {
            env: toolEnvironment(),
            advice: 'Install a chromium and set CHROMIUM_PATH.'
        })
    );
    return {};
}

await main(async () => {
    const total = { passed: 0, failed: 0, skipped: [] };
    await build();
    const browser = await browserEnvironment();
    endOnSignal();
    try {
        await lintSuite(total);
        const { ready } = await step('Starting a cloud for the tests', () => startLocalCloud(['--ephemeral']));
        const env = { SANYAM_TEST_CLOUD: JSON.stringify(ready), ...browser };
        const mocha = [
            path.join(modules, 'mocha/bin/mocha.js'),
            '--timeout',
            '60000',
            '--reporter',
            inRoot('scripts/test/mocha-reporter.mjs')
        ];
        for (const name of PACKAGES) {
            await suite(`Package ${name}`, total, [...mocha, `packages/${name}/lib/**/*.spec.js`], { env });
        }
        await suite('Local cloud, database, rules', total, [...mocha, '--parallel', '--jobs', '2', ...PARALLEL_SPECS], {
            env
        });
        await suite('Browser', total, [path.join(modules, '@playwright/test/cli.js'), 'test'], {
            env,
            cwd: inRoot('applications', 'browser')
        });
    } finally {
        await endAll();
    }
    for (const title of total.skipped) {
        console.log(`skipped: ${title}`);
    }
    console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
    process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
});
