// SPDX-License-Identifier: MIT

import os from 'node:os';
import { lintProjects, lintSources } from './lint.mjs';
import { endAll, endOnSignal } from './programs/child-process.mjs';
import { markDescendants } from './programs/descendants.mjs';
import { databaseSuite } from './programs/database-suite.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { check, conclude, mocha, nothingRun, suite } from './programs/suite.mjs';
import { keepCompiledCode, keepTemporaryFilesInMemory } from './programs/temporary-files.mjs';
import { lockTests } from './programs/test-lock.mjs';
import { beginLogs } from './programs/test-logs.mjs';
import { browserEnvironment, browserRetries, installOptionalPackages } from './programs/test-programs.mjs';
import { bundle, compile } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { main, step } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

/** Full counts of the property, fuzz and kill tests, and the whole database suite on every PostgreSQL. */
const isDeep = process.argv.includes('--deep');

/** Each package has its own process: Theia's modules import each other in circles, and fail in some orders of loading. */
const PACKAGES = ['types', 'licensing', 'document-store', 'auth', 'backend-guard', 'product'];

/** Specs without Theia. Those with the longest tests come first, so that no long test runs alone at the end. */
const PARALLEL_SPECS = [
    'scripts/test/suite*.spec.mjs',
    'applications/local-cloud/lib/**/*.spec.js',
    'packages/{gateway,client,store}/lib/**/*.spec.js',
    'supabase/tests/lib/**/*.spec.js',
    'scripts/test/!(suite*).spec.mjs'
];

/** Files that run at the same time: one more than cores, because tests often wait for clouds. */
const JOBS = String(os.availableParallelism() + 1);

/** In addition to the default version of the cloud. */
const OTHER_POSTGRES_VERSIONS = ['15', '18'];

/**
 * The parts that may differ by version: rules of the schema, who may do what, functions of documents and versions, and
 * the upgrade.
 */
const SPECS_ON_OTHERS = ['schema', 'access-matrix', 'document-functions', 'version-functions', 'upgrade'].map(
    name => `supabase/tests/lib/${name}.spec.js`
);

/**
 * Half of the matrix: on other versions it runs with the grants of the migrations, on the default version also with
 * everything granted.
 */
const NOT_ON_OTHERS = /^the permission matrix \(everything granted\)/.source;

const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js');

/** The check of the requirements needs the TypeScript compiler, which a fresh clone does not have at first. */
const requirements = () => import('./requirements/update.mjs');

async function checkRequirements() {
    (await requirements()).updateRequirements({ isCheck: true });
}

/** Checks that each test on docs/requirements.md ran: a tag can stand on a test that is skipped. */
async function checkProofs(total) {
    (await requirements()).checkProofs(total.tests);
}

await main(async () => {
    const total = nothingRun();
    const retries = browserRetries();
    endOnSignal();
    lockTests();
    markDescendants();
    keepTemporaryFilesInMemory();
    keepCompiledCode();
    beginLogs();
    process.env.SANYAM_TEST_DEPTH = isDeep ? 'deep' : '';
    // APT installs while the package manager does, and one core compiles while the other checks rules.
    const optional = installOptionalPackages();
    const dependencies = ensureDependencies();
    const browser = browserEnvironment(dependencies);
    browser.catch(() => undefined);
    try {
        await dependencies;
        await Promise.all([compile(), check('Formatting and rules', total, lintSources), optional]);
        const [cloud, granted] = await step('Starting the clouds that tests share', () =>
            Promise.all([
                startLocalCloud(['--ephemeral'], { log: 'cloud' }),
                startLocalCloud(['--ephemeral', '--no-gateway', '--grants', 'everything'], { log: 'granted-cloud' })
            ])
        );
        const env = {
            SANYAM_TEST_CLOUD: JSON.stringify(cloud.ready),
            SANYAM_GRANTED_TEST_CLOUD: JSON.stringify(granted.ready)
        };
        // Both lanes take about the same processor time, so that every core has work until the end.
        await Promise.all([
            suite(
                'Local cloud, gateway, client, database, rules',
                total,
                [...mocha, '--parallel', '--jobs', JOBS, ...PARALLEL_SPECS],
                { env }
            ),
            (async () => {
                await Promise.all([
                    bundle(),
                    check('Rules that need types, and unused code', total, lintProjects),
                    check('Requirements and their tests', total, checkRequirements)
                ]);
                await suite('Browser', total, [playwright, 'test', '--retries', String(retries)], {
                    env: { ...env, ...(await browser) },
                    cwd: inRoot('applications', 'browser')
                });
                for (const name of PACKAGES) {
                    await suite(`Package ${name}`, total, [...mocha, `packages/${name}/lib/**/*.spec.js`], { env });
                }
                for (const version of OTHER_POSTGRES_VERSIONS) {
                    await databaseSuite(
                        version,
                        total,
                        isDeep ? {} : { specs: SPECS_ON_OTHERS, jobs: 1, except: NOT_ON_OTHERS }
                    );
                }
            })()
        ]);
        await check('Requirements and the tests that ran', total, () => checkProofs(total));
    } finally {
        await endAll();
    }
    conclude(total);
});
