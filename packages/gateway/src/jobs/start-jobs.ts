// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import { JobDatabase } from './job-database';
import type { Metrics } from '../observability/metrics';
import type { Job } from './job';
import { JobRunner } from './job-runner';
import { PurgeExpired } from './purge-expired';

export interface RunningJobs {
    /** Stops the jobs. Resolves when none is running. */
    stop(): Promise<void>;
}

/** The settings of a server for its jobs. */
export interface JobsConfiguration {
    readonly cloud: { readonly supabaseUrl: string } | undefined;
    readonly serviceRoleKey: string | undefined;
    /** Whether this server takes part in the jobs. */
    readonly runsJobs: boolean;
}

/** Work beside the jobs of the database. */
export interface MoreWork {
    readonly jobs: readonly Job[];
    /** What runs for as long as the server does. */
    readonly services: readonly { start(): void; stop(): Promise<void> }[];
}

/** Starts the jobs of a server. Does nothing without a cloud. */
export function startJobs(
    { cloud, serviceRoleKey, runsJobs }: JobsConfiguration,
    log: Logger,
    metrics: Metrics,
    { jobs, services }: MoreWork = { jobs: [], services: [] }
): RunningJobs {
    if (cloud === undefined || !runsJobs) {
        return { stop: () => Promise.resolve() };
    }
    if (serviceRoleKey === undefined) {
        log.warn('SUPABASE_SERVICE_ROLE_KEY is not set: this server does not run the nightly jobs');
        return { stop: () => Promise.resolve() };
    }
    const database = JobDatabase.overPostgrest(cloud.supabaseUrl, serviceRoleKey);
    const running = [
        ...[new PurgeExpired(database, metrics), ...jobs].map(job => new JobRunner(job, database, log, metrics)),
        ...services
    ];
    running.forEach(each => each.start());
    return { stop: async () => void (await Promise.all(running.map(each => each.stop()))) };
}
