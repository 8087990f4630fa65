// SPDX-License-Identifier: MIT

import path from 'node:path';
import { lint } from './lint.mjs';
import { endAll, endOnSignal } from './programs/child-process.mjs';
import { databaseSuite } from './programs/database-suite.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { check, conclude, mocha, nothingRun, suite } from './programs/suite.mjs';
import { keepTemporaryFilesInMemory } from './programs/temporary-files.mjs';
import { beginLogs } from './programs/test-logs.mjs';
import { ensureChromium } from './set-up/browser.mjs';
import { build } from './set-up/build.mjs';
import { main, step } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runQuietly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** Full counts of the property, fuzz and kill tests, and the whole database suite on every PostgreSQL. */
const isDeep = process.argv.includes('--deep');

/** Each package has its own process: Theia's modules import each other in circles, and fail in some orders of loading. */
const PACKAGES = ['types', 'licensing', 'document-store', 'auth', 'product'];

/** Specs without Theia. Those with the longest tests come first, so that no long test runs alone at the end. */
const PARALLEL_SPECS = [
    'applications/local-cloud/lib/**/*.spec.js',
    'packages/{gateway,client,store}/lib/**/*.spec.js',
    'supabase/tests/lib/**/*.spec.js',
    'scripts/test/*.spec.mjs'
];

/** Files that run at the same time: one more than cores, because tests often wait for clouds. */
const JOBS = '3';

/** In addition to the default version of the cloud. */
const OTHER_POSTGRES_VERSIONS = ['15', '18'];

/** The parts that may differ by version: rules of the schema, functions of documents and versions, and the upgrade. */
const SPECS_ON_OTHERS = ['schema', 'document-functions', 'version-functions', 'upgrade'].map(
    name => `supabase/tests/lib/${name}.spec.js`
);

const modules = inRoot('node_modules');

/** Uses the system's Chromium, or installs Playwright's. */
async function browserEnvironment() {
    const chromium = await ensureChromium();
    if (chromium) {
        return { CHROMIUM_PATH: chromium };
    }
    await step('Installing Chromium', () =>
        runQuietly(node, [path.join(modules, '@playwright/test/cli.js'), 'install', 'chromium'], {
            env: toolEnvironment(),
            advice: 'Install Chromium and set CHROMIUM_PATH.'
        })
    );
    return {};
}

await main(async () => {
    const total = nothingRun();
    await build();
    const browser = await browserEnvironment();
    keepTemporaryFilesInMemory();
    beginLogs();
    endOnSignal();
    process.env.SANYAM_TEST_DEPTH = isDeep ? 'deep' : '';
    try {
        // It needs one core, like each of the packages, and takes longer than they do.
        const linted = check('Rules and formatting', total, lint);
        const { ready } = await step('Starting a cloud for the tests', () =>
            startLocalCloud(['--ephemeral'], { log: 'cloud' })
        );
        const env = { SANYAM_TEST_CLOUD: JSON.stringify(ready), ...browser };
        for (const name of PACKAGES) {
            await suite(`Package ${name}`, total, [...mocha, `packages/${name}/lib/**/*.spec.js`], { env });
        }
        await Promise.all([
            linted,
            ...OTHER_POSTGRES_VERSIONS.map(
                version => isDeep || databaseSuite(version, total, { specs: SPECS_ON_OTHERS, jobs: 1 })
            ),
            suite(
                'Local cloud, gateway, client, database, rules',
                total,
                [...mocha, '--parallel', '--jobs', JOBS, ...PARALLEL_SPECS],
                { env }
            )
        ]);
        for (const version of isDeep ? OTHER_POSTGRES_VERSIONS : []) {
            await databaseSuite(version, total);
        }
        await suite('Browser', total, [path.join(modules, '@playwright/test/cli.js'), 'test'], {
            env,
            cwd: inRoot('applications', 'browser')
        });
    } finally {
        await endAll();
    }
    conclude(total);
});
