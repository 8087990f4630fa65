// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type { Applied, BillingDatabase } from './billing-database';
import type { SubscriptionState } from './read-subscription';

/**
 * What came of a subscription: `unknown_price` if no setting names its prices, `unknown_status` if Stripe has a state
 * that Sanyam does not know. Both change nothing.
 */
export type Outcome = Applied['result'] | 'unknown_price' | 'unknown_status';

/** A subscription that was applied, and what it changed. */
export interface Change {
    readonly outcome: Outcome;
    readonly userId?: string | undefined;
    readonly tierBefore?: string | undefined;
    readonly tier?: string | undefined;
}

/** Applies states of subscriptions, and reports what an operator should know. */
export class SubscriptionChanges {
    constructor(
        private readonly database: BillingDatabase,
        private readonly log: Logger
    ) {}

    /**
     * Applies a state that was read from Stripe.
     *
     * @param readNumber taken before it was read
     */
    async apply(
        state: SubscriptionState,
        how: { readonly readNumber: number; readonly dryRun?: boolean }
    ): Promise<Change> {
        const { meaning, tiers } = state;
        const subscription = state.id;
        if (meaning === undefined) {
            this.log.warn({ subscription, status: state.status }, 'a subscription has an unknown status');
            return { outcome: 'unknown_status' };
        }
        if (meaning.holds && tiers.length === 0) {
            this.log.warn(
                { subscription, prices: state.prices },
                'no STRIPE_PRICE_<TIER> has a price of a subscription'
            );
            return { outcome: 'unknown_price' };
        }
        const applied = await this.database.apply(state, meaning, how);
        const { result: outcome, user_id: userId, tier_before: tierBefore, tier } = applied;
        const customer = state.customerId;
        if (outcome !== 'applied' && outcome !== 'older') {
            this.log.warn({ subscription, customer, outcome, user_id: userId }, 'a subscription belongs to no user');
        }
        if (applied.is_claimed_by_other === true) {
            const claimed = state.claimedUserId;
            this.log.warn({ subscription, customer, user_id: userId, claimed }, 'a customer names another user');
        }
        if (outcome === 'applied' && tierBefore !== tier && how.dryRun !== true) {
            const { status } = state;
            this.log.info(
                { subscription, status, user_id: userId, tier_before: tierBefore, tier },
                'billing changed a tier'
            );
        }
        return { outcome, userId, tierBefore, tier };
    }
}
