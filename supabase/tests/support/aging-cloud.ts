// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { Database } from '@sanyam/test-kit/database';
import { MovableClock } from '@sanyam/test-kit/movable-clock';
import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';

export const DAY = 86_400;
/** About a millisecond. A power of two, so that sums are exact. */
export const A_MOMENT = 1 / 1024;

/** The answer of the retention job when it deletes nothing. */
export const NOTHING_GONE = {
    documents: 0,
    versions: 0,
    idempotency_records: 0,
    shares: 0,
    ownership_offers: 0,
    audit_rows: 0,
    usage_rows: 0,
    request_windows: 0,
    api_keys: 0,
    billing_events: 0,
    billing_subscriptions: 0
};

/** A separate cloud with a movable clock. The retention job runs only when a test calls it. */
export class AgingCloud {
    /** Seconds on the clock. They go on in the next suite of this process, which has the same cloud. */
    private static now = 0;

    private constructor(
        readonly ready: ReadyLine,
        readonly database: Database,
        private readonly clock: MovableClock
    ) {}

    static async open(): Promise<AgingCloud> {
        const ready = await ownTestCloud();
        const database = new Database(ready);
        const cloud = new AgingCloud(ready, database, await MovableClock.install(database));
        await cloud.pass(0);
        return cloud;
    }

    async close(): Promise<void> {
        await this.clock.remove();
        await this.database.close();
    }

    async pass(seconds: number): Promise<void> {
        AgingCloud.now += seconds;
        await this.clock.set(AgingCloud.now);
    }

    /** Calls the job once, as the gateway does. */
    async purge(batchSize?: number): Promise<typeof NOTHING_GONE> {
        const { data, error } = await Persona.serviceRole(this.ready).call(
            'purge_expired',
            batchSize === undefined ? {} : { batch_size: batchSize }
        );
        expect(error).to.equal(null);
        return data as typeof NOTHING_GONE;
    }

    /** Runs the whole job, as pg_cron does. */
    async purgeAll(): Promise<void> {
        await this.database.query('call sanyam_private.purge_all_expired()');
    }

    /** Deletes what earlier tests left, and signs up a user with this tier, or with a new tier with these limits. */
    async userOf(tier: string | Record<string, unknown>): Promise<Persona> {
        await this.pass(3_000 * DAY);
        await this.purgeAll();
        const persona = await Persona.signUp(this.ready);
        await (typeof tier === 'string'
            ? this.database.setTier(persona.id, tier)
            : this.database.giveOwnTier(persona.id, tier, 'free'));
        await this.database.query('update public.user_profiles set downgraded_at = null where id = $1', [persona.id]);
        return persona;
    }
}
