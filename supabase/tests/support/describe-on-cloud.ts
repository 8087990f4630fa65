// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { grantedTestCloud, testCloud } from '@sanyam/test-kit/test-cloud';
import { Database } from '@sanyam/test-kit/database';

/** The grants in force: those of the migrations, or everything to everyone, as after a careless click. */
export type Grants = 'migrations' | 'everything';

/** The environment of a suite: a running cloud, and its database as the owner sees it. */
export interface Stage {
    readonly grants: Grants;
    readonly cloud: ReadyLine;
    readonly database: Database;
}

/** Declares a suite on the cloud that all tests share. */
export function describeOnCloud(title: string, suite: (stage: Stage) => void): void {
    describe(title, () => suite(setUp('migrations')));
}

/** Declares a suite twice: with the grants of the migrations, and with everything granted to anon and authenticated. */
export function describeUnderAllGrants(title: string, suite: (stage: Stage) => void): void {
    for (const grants of ['migrations', 'everything'] as const) {
        describe(`${title} (${grants === 'migrations' ? 'grants of the migrations' : 'everything granted'})`, () =>
            suite(setUp(grants)));
    }
}

function setUp(grants: Grants): Stage {
    let open: { cloud: ReadyLine; database: Database } | undefined;
    const current = () => {
        if (open === undefined) {
            throw new Error('Use the stage only in tests and hooks.');
        }
        return open;
    };
    before(async () => {
        const cloud = await (grants === 'migrations' ? testCloud() : grantedTestCloud());
        open = { cloud, database: new Database(cloud) };
    });
    after(() => open?.database.close());
    return {
        grants,
        get cloud() {
            return current().cloud;
        },
        get database() {
            return current().database;
        }
    };
}
