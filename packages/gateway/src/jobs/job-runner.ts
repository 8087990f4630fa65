// SPDX-License-Identifier: MIT

import { Cron } from 'croner';
import { randomInt, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { JobDatabase } from './job-database';
import { describeError } from '../observability/describe-error';
import type { Metrics } from '../observability/metrics';
import type { Job } from './job';

/** Seconds after which another gateway may take over a job. Longer than any part of a job takes. */
const LEASE = 300;

/**
 * The outcome of an attempt. `skipped`: another gateway has the lease, or the job is already done. `stopped`: the
 * gateway stops. `lost`: the lease expired before a part was done.
 */
export type JobOutcome = 'finished' | 'skipped' | 'stopped' | 'lost' | 'failed';

/**
 * Tries to run a job every hour. All gateways try, and the lease in the database selects one of them. So a job never
 * runs twice at the same time, and another gateway continues when one is killed.
 */
export class JobRunner {
    private readonly holder = randomUUID();
    private schedule: Cron | undefined;
    private running: Promise<JobOutcome> | undefined;
    private stopping = false;

    constructor(
        private readonly job: Job,
        private readonly database: JobDatabase,
        private readonly log: Logger,
        private readonly metrics: Pick<Metrics, 'jobRuns'>
    ) {}

    /** Tries now, and then once an hour at a random minute, so that gateways do not all try at the same time. */
    start(): void {
        this.schedule = new Cron(`${randomInt(60)} * * * *`, { unref: true }, () => void this.attempt());
        void this.attempt();
    }

    /** Stops the runner. Resolves when the current part is done and the lease is released. */
    async stop(): Promise<void> {
        this.stopping = true;
        this.schedule?.stop();
        await this.running;
    }

    /** Runs the job if it is due and not running already. Logs a failure instead of throwing it. */
    attempt(): Promise<JobOutcome> {
        this.running ??= this.observed().finally(() => (this.running = undefined));
        return this.running;
    }

    private async observed(): Promise<JobOutcome> {
        const job = this.job.name;
        const observe = this.metrics.jobRuns.startTimer({ job });
        const outcome = await this.run().catch(error => this.fail(error));
        const seconds = observe({ outcome });
        if (outcome !== 'skipped') {
            this.log.info({ job, outcome, duration_ms: Math.round(seconds * 1000) }, 'a job ended');
        }
        return outcome;
    }

    private async run(): Promise<JobOutcome> {
        if (this.stopping || !(await this.claim())) {
            return 'skipped';
        }
        const outcome = await this.doParts().catch(error => this.fail(error));
        const held = await this.database.release(this.job.name, this.holder, outcome === 'finished');
        return held || outcome === 'failed' ? outcome : 'lost';
    }

    private async doParts(): Promise<JobOutcome> {
        const doPart = this.job.begin();
        while (!this.stopping) {
            if (!(await doPart())) {
                return 'finished';
            }
            if (!(await this.claim())) {
                return 'lost';
            }
        }
        return 'stopped';
    }

    private fail(error: unknown): JobOutcome {
        const failure = describeError(error);
        this.log.error({ job: this.job.name, failure }, 'a job failed and is retried within the hour');
        return 'failed';
    }

    private claim(): Promise<boolean> {
        return this.database.claim(this.job.name, this.holder, LEASE);
    }
}
