// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import pg from 'pg';
import { startTestGateway, type TestGateway } from './test-gateway';

type Environment = Record<string, string | undefined>;

export type StartGateway = (cloud: ReadyLine, changes?: Environment) => Promise<TestGateway>;

/** What is special in the environment of a gateway that takes one way or the other to the database. */
interface Way {
    readonly name: string;
    environmentOf(cloud: ReadyLine): Promise<Environment>;
    /** Leads to where no database is. */
    readonly nowhere: Environment;
}

const WAYS: readonly Way[] = [
    {
        name: 'over PostgREST',
        environmentOf: () => Promise.resolve({}),
        nowhere: { SUPABASE_URL: 'http://127.0.0.1:9' }
    },
    {
        name: 'over connections of its own',
        environmentOf: async cloud => ({ DATABASE_URL: await gatewayDatabaseUrl(cloud) }),
        nowhere: { DATABASE_URL: 'postgres://sanyam_gateway:hidden@127.0.0.1:9/postgres' }
    }
];

/** Describes what a gateway does, whichever way it takes to the database. */
export function describeOverEachWay(
    title: string,
    define: (startGateway: StartGateway, nowhere: Environment) => void
): void {
    for (const { name, environmentOf, nowhere } of WAYS) {
        const startGateway: StartGateway = async (cloud, changes) =>
            startTestGateway(cloud, { ...(await environmentOf(cloud)), ...changes });
        describe(`${title}, ${name}`, () => define(startGateway, nowhere));
    }
}

/** Where a gateway logs in to the database of a cloud. */
export async function gatewayDatabaseUrl(cloud: ReadyLine): Promise<string> {
    const client = new pg.Client(cloud.databaseUrl);
    await client.connect();
    await client.query(`select pg_advisory_lock(1)`);
    await client.query(`alter role sanyam_gateway password 'gw'`);
    await client.end();
    const url = new URL(cloud.databaseUrl);
    url.username = 'sanyam_gateway';
    url.password = 'gw';
    return url.href;
}
