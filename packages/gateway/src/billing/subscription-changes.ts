// SPDX-License-Identifier: MIT

import { isManaged } from '@sanyam/types';
import type { Logger } from 'pino';
import type Stripe from 'stripe';
import type { Applied, BillingDatabase } from './billing-database';
import { readCustomer } from './customers';
import type { SubscriptionState } from './read-subscription';
import type { Meaning } from './subscription-meaning';

/**
 * What came of a subscription: `unknown_price` if no tier that is sold has its prices, `unknown_status` if Stripe has a state
 * that Sanyam does not know. Both change nothing. `account_deleted` if the user deleted the account: then it is canceled.
 */
export type Outcome = Applied['result'] | 'unknown_price' | 'unknown_status' | 'account_deleted';

/** A subscription that was applied, and what it changed. */
export interface Change {
    readonly outcome: Outcome;
    readonly userId?: string | undefined;
    readonly tierBefore?: string | undefined;
    readonly tier?: string | undefined;
}

/** Applies states of subscriptions, and reports what an operator should know. Ends those of deleted accounts. */
export class SubscriptionChanges {
    constructor(
        private readonly stripe: Stripe,
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
            const { is_deleted: isDeleted, user_id: userId } = await this.database.apply(state, meaning, {
                ...how,
                dryRun: true
            });
            if (isDeleted === true && isManaged(state.status)) {
                await this.cancel(state, userId, how.dryRun === true);
                return { outcome: 'account_deleted', userId };
            }
            this.log.warn(
                { subscription, prices: state.prices },
                'no STRIPE_PRICE_<TIER> of a tier has a price of a subscription'
            );
            return { outcome: 'unknown_price' };
        }
        const applied = await this.store(state, meaning, how);
        const { result: outcome, user_id: userId, tier_before: tierBefore, tier } = applied;
        const customer = state.customerId;
        if (applied.is_deleted === true && isManaged(state.status)) {
            await this.cancel(state, userId, how.dryRun === true);
            return { outcome: 'account_deleted', userId };
        }
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

    /** Writes a state. If it is of another customer than the user's, and that one is lost, it takes the place of that one. */
    private async store(
        state: SubscriptionState,
        meaning: Meaning,
        how: { readonly readNumber: number; readonly dryRun?: boolean }
    ): Promise<Applied> {
        const applied = await this.database.apply(state, meaning, how);
        const { result, customer_id: other } = applied;
        if (result !== 'other_customer' || typeof other !== 'string') {
            return applied;
        }
        const isLost = (await readCustomer(this.stripe, other)) === undefined;
        return isLost ? this.database.apply(state, meaning, { ...how, lostCustomerId: other }) : applied;
    }

    /** Cancels the subscription of an account that its user deleted, so that nobody pays for nothing. */
    private async cancel(
        { id, customerId }: SubscriptionState,
        userId: string | undefined,
        dryRun: boolean
    ): Promise<void> {
        if (dryRun) {
            return;
        }
        await this.stripe.subscriptions.cancel(id);
        this.log.warn(
            { subscription: id, customer: customerId, user_id: userId },
            'the account of a subscription was deleted, so the subscription is canceled'
        );
    }
}
