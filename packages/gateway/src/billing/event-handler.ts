// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { Logger } from 'pino';
import type Stripe from 'stripe';
import type { Metrics } from '../observability/metrics';
import type { BillingDatabase, Ending, StoredEvent } from './billing-database';
import { factsOf, labelOf, subjectOf } from './event-facts';
import { type SubscriptionReader, UnreadableSubscription } from './read-subscription';
import { isMissing, kindOfError } from './stripe-client';
import type { SubscriptionChanges } from './subscription-changes';
import { isThin, type ThinEvent } from './webhook-signature';

export type BillingMetrics = Pick<Metrics, 'billingEvents' | 'billingLag'>;

/**
 * Acts on events. The order of events does not matter: an event only says what to read, and the state is what Stripe has
 * then. A user has the tier before the event is done, and only then Stripe gets 200.
 */
export class EventHandler {
    constructor(
        private readonly stripe: Stripe,
        private readonly database: BillingDatabase,
        private readonly reader: SubscriptionReader,
        private readonly changes: SubscriptionChanges,
        private readonly log: Logger,
        private readonly metrics: BillingMetrics
    ) {}

    /**
     * Acts on an event that Stripe sent.
     *
     * @param again whether to act although it is done
     * @returns what came of it: `ignored`, `unreadable`, `duplicate`, or the result in the database
     * @throws CloudError SERVICE_UNAVAILABLE when it is not done and must be sent again
     */
    async receive(event: Stripe.Event | ThinEvent, again = false): Promise<string> {
        if (isThin(event)) {
            // Sent again, it would be the same. The reconciliation mends the tier.
            this.log.error(
                { event: event.id, type: event.type },
                'Stripe sent a thin event: change the endpoint to snapshot events'
            );
            return this.count(event.type, 'unreadable');
        }
        const facts = factsOf(event);
        if (typeof facts === 'string') {
            if (facts === 'unreadable') {
                // Sent again, it has the same shape. The reconciliation reads the subscription, and mends the tier.
                this.log.error({ event: event.id, type: event.type }, 'an event of Stripe has an unknown shape');
            }
            return this.count(event.type, facts);
        }
        const { is_done: isDone, read_number: readNumber } = await this.store(facts, again);
        return isDone ? this.count(event.type, 'duplicate') : this.attempt(facts, readNumber);
    }

    /** Acts on an event of the last 30 days again. @returns undefined if Stripe does not have it */
    async replay(eventId: string): Promise<string | undefined> {
        try {
            return await this.receive(await this.stripe.events.retrieve(eventId), true);
        } catch (error) {
            if (isMissing(error)) {
                return undefined;
            }
            throw error;
        }
    }

    /**
     * Acts on an event that is stored.
     *
     * @throws CloudError SERVICE_UNAVAILABLE, after the failure is stored
     */
    async attempt(event: StoredEvent, readNumber: number): Promise<string> {
        try {
            const ending = await this.act(event, readNumber);
            await this.database.finish(event.id, ending);
            this.metrics.billingLag.observe((Date.now() - Date.parse(event.created_at)) / 1000);
            return this.count(event.type, ending.result);
        } catch (error) {
            const failure = kindOfError(error);
            // If the database is away, the event is as it was before the attempt, and is tried again, too.
            await this.database.finish(event.id, { error: failure }).catch(() => undefined);
            throw this.failed(event, failure);
        }
    }

    /** @throws CloudError SERVICE_UNAVAILABLE, whatever the database answers: Stripe has no use for its words */
    private async store(event: StoredEvent, again: boolean): ReturnType<BillingDatabase['store']> {
        try {
            return await this.database.store(event, again);
        } catch (error) {
            throw this.failed(event, kindOfError(error));
        }
    }

    private failed({ id, type }: StoredEvent, failure: string): CloudError {
        this.count(type, 'failed');
        this.log.error({ event: id, type, failure }, 'an event of Stripe failed');
        return new CloudError('SERVICE_UNAVAILABLE', undefined, {}, { cause: new Error(failure) });
    }

    private async act(event: StoredEvent, readNumber: number): Promise<Exclude<Ending, { error: string }>> {
        const subject = subjectOf(event);
        if (subject.kind === 'payment') {
            return { result: 'noted', action: subject.action, customer_id: await this.customerOf(subject.charge_id) };
        }
        return { result: await this.applySubscription(event, subject.subscription_id, readNumber) };
    }

    private async applySubscription(event: StoredEvent, subscription: string, readNumber: number): Promise<string> {
        try {
            const state = await this.reader.read(subscription);
            if (state === undefined) {
                this.log.warn({ event: event.id, subscription }, 'Stripe has no such subscription');
                return 'not_found';
            }
            return (await this.changes.apply(state, { readNumber })).outcome;
        } catch (error) {
            if (error instanceof UnreadableSubscription) {
                // Another attempt would read the same shape.
                const { part } = error;
                this.log.error(
                    { event: event.id, subscription, part },
                    'a subscription of Stripe has an unknown shape'
                );
                return 'unreadable';
            }
            throw error;
        }
    }

    /** Returns the customer of a charge; undefined without one. */
    private async customerOf(chargeId: string): Promise<string | undefined> {
        try {
            const { customer } = await this.stripe.charges.retrieve(chargeId);
            return (typeof customer === 'string' ? customer : customer?.id) ?? undefined;
        } catch (error) {
            if (isMissing(error)) {
                return undefined;
            }
            throw error;
        }
    }

    private count(type: string, result: string): string {
        this.metrics.billingEvents.inc({ type: labelOf(type), result });
        return result;
    }
}
