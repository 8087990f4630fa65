// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, type FunctionArguments, PostgrestDatabaseSession } from '@sanyam/store';
import { tierLimitsSchema } from '@sanyam/types';
import { z } from 'zod';
import { MeasuredDatabaseSession } from '../database/measured-database-session';
import { createServerClient } from '../database/supabase-clients';
import type { Metrics } from '../observability/metrics';
import type { SubscriptionState } from './read-subscription';
import type { Meaning } from './subscription-meaning';

const appliedSchema = z.object({
    result: z.enum(['applied', 'older', 'unknown_customer', 'unknown_user', 'other_customer']),
    user_id: z.guid().optional(),
    /** The customer that the user has, if the result is `other_customer`. */
    customer_id: z.string().nullish(),
    tier_before: z.string().optional(),
    tier: z.string().optional(),
    is_claimed_by_other: z.boolean().optional(),
    is_deleted: z.boolean().optional()
});
/** What came of a state that was applied. */
export type Applied = z.infer<typeof appliedSchema>;

const accountSchema = z.object({
    email: z.string().nullable(),
    tier: z.string(),
    customer_id: z.string().nullable()
});
export type BillingAccount = z.infer<typeof accountSchema>;

const storedSchema = z.object({ is_done: z.boolean(), read_number: z.int() });

const factsSchema = z.record(z.string(), z.unknown());
const eventSchema = z.object({ id: z.string(), type: z.string(), created_at: z.string(), facts: factsSchema });
export type StoredEvent = z.infer<typeof eventSchema>;

const openSchema = z.object({
    id: z.string(),
    customer_id: z.string(),
    user_id: z.guid(),
    status: z.string(),
    tier: z.string().nullable()
});
export type OpenSubscription = z.infer<typeof openSchema>;

const degradedSchema = z.object({ tier_before: z.string(), tier: z.string(), tier_limits: tierLimitsSchema });

/** How an attempt to act on an event ended. */
export type Ending =
    | { readonly result: string; readonly action?: string | undefined; readonly customer_id?: string | undefined }
    | { readonly error: string };

/**
 * Writes what Stripe says. It bypasses row-level security with the service role, because an event concerns a user who
 * sends no request. Only billing uses it.
 */
export class BillingDatabase {
    constructor(private readonly session: DatabaseSession) {}

    static overPostgrest(
        supabaseUrl: string,
        serviceRoleKey: string,
        metrics: Pick<Metrics, 'databaseCalls'>
    ): BillingDatabase {
        const session = new PostgrestDatabaseSession(createServerClient(supabaseUrl, serviceRoleKey), supabaseUrl);
        return new BillingDatabase(new MeasuredDatabaseSession(session, metrics));
    }

    /** Returns a number for what is read from Stripe next. */
    startRead(): Promise<number> {
        return this.call(z.int(), 'start_billing_read', {});
    }

    /** @returns null for a user who was deleted */
    account(userId: string): Promise<BillingAccount | null> {
        return this.call(accountSchema.nullable(), 'billing_account', { user_id: userId });
    }

    /**
     * Gives a user a customer, if they have none or the lost one.
     *
     * @returns the one that they have then; null if they have none, because this one is another user's
     */
    link(userId: string, customerId: string, lostCustomerId: string | null): Promise<string | null> {
        return this.call(z.string().nullable(), 'link_customer', {
            user_id: userId,
            customer_id: customerId,
            lost_customer_id: lostCustomerId
        });
    }

    /**
     * Applies the state of a subscription.
     *
     * @param readNumber of {@link startRead}, taken before the state was read
     * @param lostCustomerId a customer that Stripe does not have any more. The user has that of the subscription then
     */
    apply(
        state: SubscriptionState,
        meaning: Meaning,
        {
            readNumber,
            dryRun = false,
            lostCustomerId = null
        }: { readonly readNumber: number; readonly dryRun?: boolean; readonly lostCustomerId?: string | null }
    ): Promise<Applied> {
        return this.call(appliedSchema, 'apply_subscription', {
            subscription_id: state.id,
            customer_id: state.customerId,
            claimed_user_id: state.claimedUserId,
            read_number: readNumber,
            status: state.status,
            tiers: [...state.tiers],
            holds: meaning.holds,
            holds_until: meaning.until?.toISOString() ?? null,
            period_end: state.periodEnd?.toISOString() ?? null,
            cancel_at_period_end: state.cancelAtPeriodEnd,
            dry_run: dryRun,
            lost_customer_id: lostCustomerId
        });
    }

    /** Stores an event before an attempt. @param again whether to act on it although it is done */
    store(event: StoredEvent, again: boolean): Promise<z.infer<typeof storedSchema>> {
        return this.call(storedSchema, 'store_billing_event', {
            event_id: event.id,
            event_type: event.type,
            created_at: event.created_at,
            facts: JSON.stringify(event.facts),
            again
        });
    }

    /** Ends an attempt. After an error, the event is tried again. */
    async finish(eventId: string, ending: Ending): Promise<void> {
        await this.call(z.boolean(), 'finish_billing_event', { event_id: eventId, ...ending });
    }

    /** Returns events that are due for another attempt. No other gateway gets them for a minute. */
    takeEvents(batchSize: number): Promise<StoredEvent[]> {
        return this.call(z.array(eventSchema), 'take_billing_events', { batch_size: batchSize });
    }

    /** Returns users with plans whose time to pay is over. */
    lapsedPlans(batchSize: number): Promise<string[]> {
        return this.call(z.array(z.guid()), 'list_lapsed_plans', { batch_size: batchSize });
    }

    /** Takes back what a user does not pay for any more, in one transaction. Returns the tier before and the one left. */
    degrade(userId: string, reason: string): Promise<z.infer<typeof degradedSchema>> {
        return this.call(degradedSchema, 'degrade_tier', { user_id: userId, reason });
    }

    /** Returns the subscriptions that may still change, in the order of their ids. */
    openSubscriptions(afterId: string, pageSize: number): Promise<OpenSubscription[]> {
        return this.call(z.array(openSchema), 'list_open_subscriptions', { after_id: afterId, page_size: pageSize });
    }

    private async call<T>(schema: z.ZodType<T>, name: string, body: FunctionArguments): Promise<T> {
        return answered(schema, await this.session.call(name, body));
    }
}
