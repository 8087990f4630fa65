// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, PostgrestDatabaseSession } from '@sanyam/store';
import { z } from 'zod';
import { createServerClient } from './supabase-clients';

const purgedSchema = z.record(z.string(), z.int().nonnegative());

/** How many rows went, by what they were. */
export type Purged = z.infer<typeof purgedSchema>;

/**
 * Goes around row-level security, with the service role: what is past its retention belongs to everybody. It does
 * nothing but jobs, and only they have it.
 */
export class JobDatabase {
    constructor(private readonly session: DatabaseSession) {}

    static overPostgrest(supabaseUrl: string, serviceRoleKey: string): JobDatabase {
        const client = createServerClient(supabaseUrl, serviceRoleKey);
        return new JobDatabase(new PostgrestDatabaseSession(client, supabaseUrl));
    }

    /**
     * Whether a process may do a job now: nobody else does, it was not done in the last 20 hours, and pg_cron does not
     * have it. Whoever may already makes it last longer.
     *
     * @param holder a UUID for the process
     * @param seconds how long, from now on
     */
    async claim(jobName: string, holder: string, seconds: number): Promise<boolean> {
        const answer = await this.session.call('claim_job', { job_name: jobName, holder, lease_seconds: seconds });
        return answered(z.boolean(), answer);
    }

    /**
     * Lets others do the job: at once, or on another day when it is finished.
     *
     * @returns false when another has it already
     */
    async release(jobName: string, holder: string, finished: boolean): Promise<boolean> {
        const answer = await this.session.call('release_job', { job_name: jobName, holder, finished });
        return answered(z.boolean(), answer);
    }

    /** Deletes a batch of what is past its retention. All of it is gone when every number is 0. */
    async purgeExpired(batchSize: number): Promise<Purged> {
        return answered(purgedSchema, await this.session.call('purge_expired', { batch_size: batchSize }));
    }
}
