// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { startTestGateway, type TestGateway } from './test-gateway';

type Environment = Record<string, string | undefined>;

export type StartGateway = (cloud: ReadyLine, changes?: Environment) => Promise<TestGateway>;

/** What is special in the environment of a gateway that takes one way or the other to the database. */
interface Way {
    readonly name: string;
    environmentOf(cloud: ReadyLine): Environment;
    /** Leads to where no database is. */
    readonly nowhere: Environment;
}

const WAYS: readonly Way[] = [
    {
        name: 'over PostgREST',
        environmentOf: () => ({}),
        nowhere: { SUPABASE_URL: 'http://127.0.0.1:9' }
    },
    {
        name: 'over connections of its own',
        environmentOf: cloud => ({ DATABASE_URL: gatewayDatabaseUrl(cloud) }),
        nowhere: { DATABASE_URL: 'postgres://sanyam_gateway:hidden@127.0.0.1:9/postgres' }
    }
];

/** Describes what a gateway does, whichever way it takes to the database. */
export function describeOverEachWay(
    title: string,
    define: (startGateway: StartGateway, nowhere: Environment) => void
): void {
    for (const { name, environmentOf, nowhere } of WAYS) {
        const startGateway: StartGateway = (cloud, changes) =>
            startTestGateway(cloud, { ...environmentOf(cloud), ...changes });
        describe(`${title}, ${name}`, () => define(startGateway, nowhere));
    }
}

/** For a suite that would take too long twice: over connections of its own, the faster way. */
export const startDirectGateway: StartGateway = (cloud, changes) =>
    startTestGateway(cloud, { DATABASE_URL: gatewayDatabaseUrl(cloud), ...changes });

/** Where a gateway logs in to the database of a cloud. */
export function gatewayDatabaseUrl({ gatewayDatabaseUrl: url }: ReadyLine): string {
    if (url === null) {
        throw new Error('The cloud has no login for a gateway.');
    }
    return url;
}
