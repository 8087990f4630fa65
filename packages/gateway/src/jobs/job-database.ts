// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, PostgrestDatabaseSession } from '@sanyam/store';
import { z } from 'zod';
import { createServerClient } from '../database/supabase-clients';

const purgedSchema = z.record(z.string(), z.int().nonnegative());

/** The number of deleted rows by kind. */
export type Purged = z.infer<typeof purgedSchema>;

/**
 * Bypasses row-level security with the service role, because expired data belongs to many users. Only the jobs use it.
 */
export class JobDatabase {
    constructor(private readonly session: DatabaseSession) {}

    static overPostgrest(supabaseUrl: string, serviceRoleKey: string): JobDatabase {
        const client = createServerClient(supabaseUrl, serviceRoleKey);
        return new JobDatabase(new PostgrestDatabaseSession(client, supabaseUrl));
    }

    /**
     * Claims or renews the lease of a job. Returns false when another process holds it, when the job finished in the
     * last 20 hours, or when pg_cron runs it.
     *
     * @param holder a UUID for the process
     * @param seconds the duration of the lease
     */
    async claim(jobName: string, holder: string, seconds: number): Promise<boolean> {
        const answer = await this.session.call('claim_job', { job_name: jobName, holder, lease_seconds: seconds });
        return answered(z.boolean(), answer);
    }

    /**
     * Releases the lease of a job. A finished job cannot be claimed again on the same day.
     *
     * @returns false when another process already holds the lease
     */
    async release(jobName: string, holder: string, finished: boolean): Promise<boolean> {
        const answer = await this.session.call('release_job', { job_name: jobName, holder, finished });
        return answered(z.boolean(), answer);
    }

    /** Deletes a batch of expired data. When every number is 0, nothing is left to delete. */
    async purgeExpired(batchSize: number): Promise<Purged> {
        return answered(purgedSchema, await this.session.call('purge_expired', { batch_size: batchSize }));
    }
}
