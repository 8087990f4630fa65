// SPDX-License-Identifier: MIT

import { Cron } from 'croner';
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { TierGates } from '../licensing/tier-gates';
import type { BillingDatabase } from './billing-database';
import type { EventHandler } from './event-handler';
import { kindOfError } from './stripe-client';

/** Users whose plans are taken back at once. */
const USERS = 100;

/**
 * Tries events again that failed or that a killed gateway left, and takes plans back whose time to pay is over. All
 * gateways do it each minute. The database gives each event to one of them; a plan is taken back only once, whoever asks.
 */
export class BillingWatch {
    private schedule: Cron | undefined;
    private running: Promise<void> | undefined;
    private stopping = false;

    constructor(
        private readonly database: BillingDatabase,
        private readonly gates: TierGates,
        private readonly events: EventHandler,
        private readonly log: Logger
    ) {}

    /** Looks each minute, at a random second, so that gateways do not all look at the same time. */
    start(): void {
        this.schedule = new Cron(`${randomInt(60)} * * * * *`, { unref: true }, () => void this.look());
    }

    /** Resolves when the current attempt is done. */
    async stop(): Promise<void> {
        this.stopping = true;
        this.schedule?.stop();
        await this.running;
    }

    /** Does what is due, if this gateway is not at it already. Logs a failure instead of throwing it. */
    look(): Promise<void> {
        this.running ??= this.doDue()
            .catch((error: unknown) =>
                this.log.error({ failure: kindOfError(error) }, 'billing could not look for what is due')
            )
            .finally(() => (this.running = undefined));
        return this.running;
    }

    private async doDue(): Promise<void> {
        let hasMore = true;
        while (hasMore && !this.stopping) {
            hasMore = await this.takeBackPlans();
        }
        while (!this.stopping) {
            // One at a time: while Stripe is slow, others would wait for longer than their time for an attempt.
            const [event] = await this.database.takeEvents(1);
            if (event === undefined) {
                return;
            }
            const readNumber = await this.database.startRead();
            // A failure is stored and logged. The event is tried again later.
            await this.events.attempt(event, readNumber).catch(() => undefined);
        }
    }

    /** Takes back some plans whose time to pay is over. Returns whether there may be more that it can take back. */
    private async takeBackPlans(): Promise<boolean> {
        const users = await this.database.lapsedPlans(USERS);
        let failures = 0;
        for (const userId of users) {
            try {
                await this.gates(userId).degradeTier('the time to pay is over');
            } catch (error) {
                failures++;
                this.log.error({ user_id: userId, failure: kindOfError(error) }, 'a plan could not be taken back');
            }
        }
        // Those that failed come first again, and the others after them.
        return users.length === USERS && failures < users.length;
    }
}
