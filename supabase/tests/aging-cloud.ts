// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud, type ReadyLine } from '@sanyam/local-cloud';
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
    request_windows: 0
};

/** A separate cloud with a movable clock. The retention job runs only when a test calls it. */
export class AgingCloud {
    private now = 0;

    private constructor(
        private readonly launched: LaunchedCloud,
        readonly database: Database,
        private readonly clock: MovableClock
    ) {}

    static async launch(): Promise<AgingCloud> {
        const launched = await launchCloud({ gateway: false });
        const database = new Database(launched.ready);
        return new AgingCloud(launched, database, await MovableClock.install(database));
    }

    get ready(): ReadyLine {
        return this.launched.ready;
    }

    async stop(): Promise<void> {
        await this.database.close();
        await this.launched.stop();
    }

    async pass(seconds: number): Promise<void> {
        this.now += seconds;
        await this.clock.set(this.now);
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
            : this.database.giveOwnTier(persona.id, tier));
        await this.database.query('update public.user_profiles set downgraded_at = null where id = $1', [persona.id]);
        return persona;
    }
}
