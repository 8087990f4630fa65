// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import Stripe from 'stripe';
import type { BillingAccount, BillingDatabase } from './billing-database';
import { idempotently } from './idempotency-key';
import { USER_ID, userOf } from './read-subscription';
import { isMissing } from './stripe-client';

/** Finds the customers of users. An email address alone never says whose customer it is. */
export class Customers {
    constructor(
        private readonly stripe: Stripe,
        private readonly database: BillingDatabase,
        private readonly log: Logger
    ) {}

    /**
     * Returns the customer of a user: the stored one, or else one whose metadata names the user. That one replaces a stored
     * one that is lost.
     */
    async find(userId: string, { email, customer_id: stored }: BillingAccount): Promise<string | undefined> {
        const kept = stored === null ? undefined : await readCustomer(this.stripe, stored);
        if (kept !== undefined) {
            await this.update(kept, email);
            return kept.id;
        }
        for (const customer of await this.named(userId)) {
            const linked = await this.link(userId, customer.id, stored);
            if (linked !== undefined) {
                if (linked === customer.id) {
                    await this.update(customer, email);
                }
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
        const { email, customer_id: lost } = account;
        // Stripe refuses a key with another address. To the key of the lost customer it would answer that one.
        const { id } = await idempotently(
            'customer',
            [userId, email ?? '', ...(lost === null ? [] : [lost])],
            options =>
                this.stripe.customers.create(
                    { metadata: { [USER_ID]: userId }, ...(email === null ? {} : { email }) },
                    options
                )
        );
        const linked = await this.link(userId, id, lost);
        if (linked === undefined) {
            throw new Error('The new customer belongs to another user.');
        }
        return linked;
    }

    /** Gives a customer the address that the user has now: Stripe sends the bills there. */
    private async update(customer: Stripe.Customer, email: string | null): Promise<void> {
        if (email !== null && customer.email !== email) {
            await this.stripe.customers.update(customer.id, { email });
        }
    }

    /** Gives a user a customer. Returns the one that they have then; undefined if this one belongs to another user. */
    private async link(userId: string, customerId: string, lost: string | null): Promise<string | undefined> {
        const linked = await this.database.link(userId, customerId, lost);
        if (linked === null || linked === lost) {
            return undefined;
        }
        if (lost !== null) {
            this.log.warn(
                { user_id: userId, customer: linked, lost_customer: lost },
                'Stripe does not have the customer of a user any more, so the user has another one'
            );
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
            return found.data.filter(({ metadata }) => userOf(metadata) === userId);
        } catch (error) {
            // Stripe has no search for accounts in some countries.
            if (error instanceof Stripe.errors.StripeInvalidRequestError) {
                return [];
            }
            throw error;
        }
    }
}

/** Returns a customer; undefined if it is lost: it was deleted, or this account of Stripe never had it. */
export async function readCustomer(stripe: Stripe, id: string): Promise<Stripe.Customer | undefined> {
    try {
        const customer = await stripe.customers.retrieve(id);
        return customer.deleted === true ? undefined : customer;
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw error;
    }
}
