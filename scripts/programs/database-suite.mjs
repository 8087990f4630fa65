// SPDX-License-Identifier: MIT

import { step } from '../set-up/progress.mjs';
import { end } from './child-process.mjs';
import { startLocalCloud } from './local-cloud.mjs';
import { mocha, suite } from './suite.mjs';

/** The versions of PostgreSQL that the database must work on, as Supabase has them. */
export const POSTGRES_VERSIONS = ['15', '17', '18'];

const EVERY_SPEC = ['supabase/tests/lib/**/*.spec.js'];

/** Runs specs of the database on one version of PostgreSQL, on a cloud of its own. */
export async function databaseSuite(version, total, specs = EVERY_SPEC) {
    process.env.SANYAM_POSTGRES_VERSION = version;
    const { ready, child } = await step(`Starting a cloud on PostgreSQL ${version}`, () =>
        startLocalCloud(['--ephemeral', '--no-gateway'])
    );
    await suite(`Database on PostgreSQL ${version}`, total, [...mocha, '--parallel', '--jobs', '2', ...specs], {
        env: { SANYAM_TEST_CLOUD: JSON.stringify(ready) }
    });
    await end(child);
    delete process.env.SANYAM_POSTGRES_VERSION;
}
