// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { FairLimits } from '../admission/fair-use';
import { hasPooler, Pooler } from './pooler';
import { startTestGateway, type TestGateway } from './test-gateway';

type Environment = Record<string, string | undefined>;

export type StartGateway = (
    cloud: ReadyLine,
    changes?: Environment,
    limits?: Partial<FairLimits>
) => Promise<TestGateway>;

/** A way from a gateway to the database. */
interface Way {
    readonly name: string;
    readonly start: StartGateway;
    /** Variables that lead to an unreachable database. */
    readonly nowhere: Environment;
    /** What is missing on this machine to test this way. */
    readonly missing?: string | undefined;
}

/** Starts a gateway with direct connections, the fastest way, for suites that would take too long in every way. */
export const startDirectGateway: StartGateway = (cloud, changes, limits) =>
    startTestGateway(cloud, { DATABASE_URL: gatewayDatabaseUrl(cloud), ...changes }, limits);

const startPooledGateway: StartGateway = async (cloud, changes, limits) => {
    const pooler = await Pooler.start(gatewayDatabaseUrl(cloud));
    try {
        const gateway = await startTestGateway(cloud, { DATABASE_URL: pooler.url, ...changes }, limits);
        const stop = async (): Promise<void> => {
            try {
                await gateway.stop();
            } finally {
                await pooler.stop();
            }
        };
        return { ...gateway, stop };
    } catch (error) {
        await pooler.stop();
        throw error;
    }
};

const NO_DATABASE = { DATABASE_URL: 'postgres://sanyam_gateway:hidden@127.0.0.1:9/postgres' };

const WAYS: readonly Way[] = [
    { name: 'over PostgREST', start: startTestGateway, nowhere: { SUPABASE_URL: 'http://127.0.0.1:9' } },
    { name: 'over direct connections', start: startDirectGateway, nowhere: NO_DATABASE },
    {
        name: 'through a pooler',
        start: startPooledGateway,
        nowhere: NO_DATABASE,
        missing: hasPooler ? undefined : 'PgBouncer is not installed'
    }
];

/** Declares a suite for each way from a gateway to the database. */
export function describeOverEachWay(
    title: string,
    define: (startGateway: StartGateway, nowhere: Environment) => void
): void {
    for (const { name, start, nowhere, missing } of WAYS) {
        if (missing === undefined) {
            describe(`${title}, ${name}`, () => define(start, nowhere));
        } else {
            it.skip(`${title}, ${name}: ${missing}`);
        }
    }
}

/** Returns the address for direct connections of a gateway to the database. */
export function gatewayDatabaseUrl({ gatewayDatabaseUrl: url }: ReadyLine): string {
    if (url === null) {
        throw new Error('The cloud has no database role for a gateway.');
    }
    return url;
}
