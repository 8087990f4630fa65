// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type { GatewayConfiguration } from '../configuration/gateway-configuration';
import { JobDatabase } from '../database/job-database';
import type { Metrics } from '../observability/metrics';
import { JobRunner } from './job-runner';
import { PurgeExpired } from './purge-expired';

export interface RunningJobs {
    /** Stops the jobs. Resolves when none is running. */
    stop(): Promise<void>;
}

/** Starts the jobs of a gateway. Does nothing without a cloud. */
export function startJobs(
    { cloud, serviceRoleKey, runsJobs }: GatewayConfiguration,
    log: Logger,
    metrics: Metrics
): RunningJobs {
    if (cloud === undefined || !runsJobs) {
        return { stop: () => Promise.resolve() };
    }
    if (serviceRoleKey === undefined) {
        log.warn('SUPABASE_SERVICE_ROLE_KEY is not set: this gateway does not run the nightly jobs');
        return { stop: () => Promise.resolve() };
    }
    const database = JobDatabase.overPostgrest(cloud.supabaseUrl, serviceRoleKey);
    const runner = new JobRunner(new PurgeExpired(database, metrics), database, log, metrics);
    runner.start();
    return runner;
}
