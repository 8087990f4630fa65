// SPDX-License-Identifier: MIT

import { launchCloud, type ReadyLine, testCloud } from '@sanyam/local-cloud';
import { Database } from './database.js';

/** Whose grants hold: those of the migrations, or everything for everyone, as a careless click would have it. */
export type Grants = 'migrations' | 'everything';

/** Where a suite plays: a running cloud, and its database as the owner sees it. */
export interface Stage {
    readonly grants: Grants;
    readonly cloud: ReadyLine;
    readonly database: Database;
}

/** A suite on the cloud that all tests share. */
export function describeOnCloud(title: string, suite: (stage: Stage) => void): void {
    describe(title, () => suite(setUp('migrations')));
}

/** A suite that must hold whatever anon and authenticated were granted. */
export function describeUnderAllGrants(title: string, suite: (stage: Stage) => void): void {
    for (const grants of ['migrations', 'everything'] as const) {
        describe(`${title}, with ${grants === 'migrations' ? 'the grants of the migrations' : 'everything granted'}`, () =>
            suite(setUp(grants)));
    }
}

function setUp(grants: Grants): Stage {
    let open: { cloud: ReadyLine; database: Database } | undefined;
    const current = () => {
        if (open === undefined) {
            throw new Error('The stage is there for tests and hooks only.');
        }
        return open;
    };
    before(async () => {
        const cloud = await (grants === 'migrations' ? testCloud() : everythingGranted());
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

let shared: Promise<ReadyLine> | undefined;

/** One for each process that runs tests; it ends with the process. */
function everythingGranted(): Promise<ReadyLine> {
    shared ??= launchCloud({ grants: 'everything', gateway: false }).then(cloud => {
        cloud.unref();
        process.once('beforeExit', () => void cloud.stop());
        return cloud.ready;
    });
    return shared;
}
