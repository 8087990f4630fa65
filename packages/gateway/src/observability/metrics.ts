// SPDX-License-Identifier: MIT

import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** In seconds. A read takes a few milliseconds, a save of some megabytes takes a second. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** In seconds. A job can have nothing to do, or run for an hour. */
const JOB_BUCKETS = [0.01, 0.1, 1, 10, 60, 300, 1800, 3600];

/** In seconds. Stripe sends an event within seconds, and tries for three days. */
const LAG_BUCKETS = [0.1, 0.5, 1, 5, 15, 60, 300, 3600, 21_600, 86_400, 259_200];

/** The metrics of this process for Prometheus. Labels come from closed sets, so that clients cannot add values. */
export class Metrics {
    readonly registry = new Registry();

    readonly requests = new Histogram({
        name: 'sanyam_http_request_duration_seconds',
        help: 'Requests by operation, method and status',
        labelNames: ['operation', 'method', 'status'],
        buckets: BUCKETS,
        registers: [this.registry]
    });

    readonly databaseCalls = new Histogram({
        name: 'sanyam_database_call_duration_seconds',
        help: 'Calls of database functions by outcome: ok, or the error code',
        labelNames: ['function', 'outcome'],
        buckets: BUCKETS,
        registers: [this.registry]
    });

    readonly conflicts = new Counter({
        name: 'sanyam_conflicts_total',
        help: 'Changes that were refused because the document had changed',
        labelNames: ['operation'],
        registers: [this.registry]
    });

    readonly limitsHit = new Counter({
        name: 'sanyam_limits_hit_total',
        help: 'Requests that were refused because of a limit or a missing feature of the tier',
        labelNames: ['code'],
        registers: [this.registry]
    });

    readonly turnedAway = new Counter({
        name: 'sanyam_turned_away_total',
        help: 'Requests that were refused because their user, or all users, had too much at the same time',
        labelNames: ['reason'],
        registers: [this.registry]
    });

    readonly connectionsDropped = new Counter({
        name: 'sanyam_connections_dropped_total',
        help: 'Connections that ended because their network had the most: new ones that waited, or open ones',
        labelNames: ['reason'],
        registers: [this.registry]
    });

    readonly jobRuns = new Histogram({
        name: 'sanyam_job_duration_seconds',
        help: 'Attempts to run a job by outcome',
        labelNames: ['job', 'outcome'],
        buckets: JOB_BUCKETS,
        registers: [this.registry]
    });

    readonly rowsDeleted = new Counter({
        name: 'sanyam_job_rows_deleted_total',
        help: 'Expired rows that were deleted, by kind',
        labelNames: ['kind'],
        registers: [this.registry]
    });

    readonly billingEvents = new Counter({
        name: 'sanyam_billing_events_total',
        help: 'Events of the payment service by type and result',
        labelNames: ['type', 'result'],
        registers: [this.registry]
    });

    readonly billingLag = new Histogram({
        name: 'sanyam_billing_event_lag_seconds',
        help: 'Time from an event of the payment service until the tier follows it',
        buckets: LAG_BUCKETS,
        registers: [this.registry]
    });

    readonly billingDifferences = new Counter({
        name: 'sanyam_billing_differences_total',
        help: 'Subscriptions that a reconciliation found different from the tiers, by outcome',
        labelNames: ['outcome'],
        registers: [this.registry]
    });

    constructor() {
        collectDefaultMetrics({ register: this.registry });
    }
}
