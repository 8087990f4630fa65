// SPDX-License-Identifier: MIT

import Stripe from 'stripe';
import type { BillingAccount, BillingDatabase } from './billing-database';
import { idempotently } from './idempotency-key';
import { USER_ID } from './read-subscription';

/** Finds the customers of users. An email address alone never says whose customer it is. */
export class Customers {
    constructor(
        private readonly stripe: Stripe,
        private readonly database: BillingDatabase
    ) {}

    /** Returns the customer of a user: the stored one, or else one whose metadata names the user. */
    async find(userId: string, { customer_id: stored }: BillingAccount): Promise<string | undefined> {
        if (stored !== null) {
            return stored;
        }
        for (const { id } of await this.named(userId)) {
            const linked = await this.database.link(userId, id);
            if (linked !== null) {
                return linked;
            }
        }
        return undefined;
    }

    /** Returns the customer of a user, and makes one first if there is none. */
    async require(userId: string, account: BillingAccount): Promise<string> {
        const found = await this.find(userId, account);
        if (found !== undefined) {
            return found;
        }
        const { email } = account;
        // Stripe refuses a key with another address.
        const { id } = await idempotently('customer', [userId, email ?? ''], options =>
            this.stripe.customers.create(
                { metadata: { [USER_ID]: userId }, ...(email === null ? {} : { email }) },
                options
            )
        );
        const linked = await this.database.link(userId, id);
        if (linked === null) {
            throw new Error('The new customer belongs to another user.');
        }
        return linked;
    }

    /** Returns customers whose metadata names a user, such as after a backup of the database was restored. */
    private async named(userId: string): Promise<readonly Stripe.Customer[]> {
        try {
            const found = await this.stripe.customers.search({
                query: `metadata['${USER_ID}']:'${userId}'`,
                limit: 10
            });
            return found.data.filter(({ metadata }) => metadata[USER_ID] === userId);
        } catch (error) {
            // Stripe has no search for accounts in some countries.
            if (error instanceof Stripe.errors.StripeInvalidRequestError) {
                return [];
            }
            throw error;
        }
    }
}
