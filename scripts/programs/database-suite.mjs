// SPDX-License-Identifier: MIT

import { step } from '../set-up/progress.mjs';
import { end, isEnding } from './child-process.mjs';
import { startLocalCloud } from './local-cloud.mjs';
import { mocha, suite } from './suite.mjs';

/** The supported PostgreSQL versions. */
export const POSTGRES_VERSIONS = ['15', '17', '18'];

const EVERY_SPEC = ['supabase/tests/lib/**/*.spec.js'];

/**
 * Runs database specs on one PostgreSQL version, which is installed if necessary. After a signal it does nothing.
 *
 * @param jobs the number of files that run at the same time
 * @param except matches the full titles of tests that do not run
 */
export async function databaseSuite(version, total, { specs = EVERY_SPEC, jobs = 2, except } = {}) {
    if (isEnding()) {
        return;
    }
    const { ready, child } = await step(`Starting a cloud on PostgreSQL ${version}`, () =>
        startLocalCloud(['--ephemeral', '--no-gateway'], {
            env: { SANYAM_POSTGRES_VERSION: version },
            log: `cloud-on-postgres-${version}`
        })
    );
    const commandArguments = [...mocha, '--parallel', '--jobs', String(jobs), ...specs];
    if (except !== undefined) {
        commandArguments.push('--grep', except, '--invert');
    }
    await suite(`Database on PostgreSQL ${version}`, total, commandArguments, {
        // Some specs start their own clouds with this version.
        env: { SANYAM_TEST_CLOUD: JSON.stringify(ready), SANYAM_POSTGRES_VERSION: version },
        label: `PostgreSQL ${version}`
    });
    await end(child);
}
