// SPDX-License-Identifier: MIT

import type { JobDatabase } from './job-database';
import type { Metrics } from '../observability/metrics';
import type { Job } from './job';

/** The maximum number of rows of each kind in a transaction. It takes tens of milliseconds, so that locks are short. */
const BATCH_SIZE = 1000;

/** Deletes expired data. */
export class PurgeExpired implements Job {
    readonly name = 'purge_expired';

    constructor(
        private readonly database: JobDatabase,
        private readonly metrics: Pick<Metrics, 'rowsDeleted'>,
        private readonly batchSize = BATCH_SIZE
    ) {}

    begin(): () => Promise<boolean> {
        return () => this.purge();
    }

    /** Deletes a batch. Returns whether there may be more. */
    private async purge(): Promise<boolean> {
        const purged = Object.entries(await this.database.purgeExpired(this.batchSize));
        for (const [kind, count] of purged) {
            this.metrics.rowsDeleted.inc({ kind }, count);
        }
        return purged.some(([, count]) => count > 0);
    }
}
