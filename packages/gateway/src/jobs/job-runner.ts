// SPDX-License-Identifier: MIT

import { Cron } from 'croner';
import { randomInt, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { JobDatabase } from '../database/job-database';
import { describeError } from '../observability/describe-error';
import type { Metrics } from '../observability/metrics';
import type { Job } from './job';

/** Seconds without a sign of life after which another gateway may go on; longer than any part of a job takes. */
const LEASE = 300;

/**
 * How an attempt ended: `skipped` when the job is somebody else's or was done already, `stopped` because the gateway
 * stops, `lost` because the lease ran out before a part was done.
 */
export type JobOutcome = 'finished' | 'skipped' | 'stopped' | 'lost' | 'failed';

/**
 * Tries each hour whether a job is to be done, and does it. All gateways try; the lease in the database says which one
 * goes on, so nothing is done twice, and nothing is left undone when a gateway is killed.
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

    /** Tries now, and from then on each hour in a minute of its own, so that gateways do not all come at once. */
    start(): void {
        this.schedule = new Cron(`${randomInt(60)} * * * *`, { unref: true }, () => void this.attempt());
        void this.attempt();
    }

    /** Resolves when the part that is being done is done, and the lease is given back. */
    async stop(): Promise<void> {
        this.stopping = true;
        this.schedule?.stop();
        await this.running;
    }

    /** Does the job if it is to be done, and if it is not being done already. A failure is logged, not thrown. */
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
        while (!this.stopping) {
            if (!(await this.job.doPart())) {
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
        this.log.error({ job: this.job.name, failure }, 'a job failed, and is tried again within the hour');
        return 'failed';
    }

    private claim(): Promise<boolean> {
        return this.database.claim(this.job.name, this.holder, LEASE);
    }
}
