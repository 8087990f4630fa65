// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { timestampSchema } from './cloud-document';
import { featureDetailsSchema } from './error-details';
import { tierLimitsSchema, tierSchema } from './tier-limits';

/** A subscription, as the payment service had it when it was last read. */
export const subscriptionSchema = z.object({
    /** The tier of its price. `null` if no setting of the gateway names that price. */
    tier: tierSchema.nullable(),
    /** As the payment service has it, such as `active`, `past_due` or `canceled`. The list is open. */
    status: z.string(),
    /** Whether the plan holds. */
    is_active: z.boolean(),
    /** The end of the time that is paid for; of a subscription that was canceled to a date, that date. */
    period_end: timestampSchema.nullable(),
    /** Whether the subscription ends at `period_end`. */
    cancel_at_period_end: z.boolean(),
    /** A payment failed, and the plan holds until then. `null` if nothing is due. */
    pay_until: timestampSchema.nullable()
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** The states in which a user manages the plan in the portal of the payment service, and buys no second one. */
const MANAGED: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused']);

/** Returns whether a subscription in this state can go on, so that the user must not buy another one. */
export function isManaged(status: string): boolean {
    return MANAGED.has(status);
}

/** A user's account: the profile, the limits and features of the tier, and the usage. */
export const accountOverviewSchema = z.object({
    profile: z.object({
        id: z.guid(),
        email: z.string().nullable(),
        tier: tierSchema,
        created_at: timestampSchema,
        updated_at: timestampSchema
    }),
    tier_limits: tierLimitsSchema,
    usage: z.object({
        document_count: z.int().nonnegative(),
        storage_used_bytes: z.int().nonnegative(),
        /** Documents in the trash. */
        trash_count: z.int().nonnegative()
    }),
    features: z.record(z.string(), z.boolean()),
    /**
     * The tiers that the user's tier includes: all that are at most as large, and the free one. Databases of earlier
     * releases do not say.
     */
    included_tiers: z.array(tierSchema).optional(),
    /**
     * Whether shares and offers for the user's address reach them. If it is false, they wait until the user follows a
     * link that was sent to the address, for example to set a new password. Databases of earlier releases do not say.
     */
    receives_shares: z.boolean().optional(),
    /**
     * The subscription that counts: one that holds a plan, otherwise the one that changed last. Null if the user never
     * bought a plan. Databases of earlier releases do not say.
     */
    subscription: subscriptionSchema.nullish(),
    /**
     * Why this session may read, export and end what it has, and change nothing: the tier does not include the way in
     * which the user signed in. Null if it does. Databases of earlier releases do not say.
     */
    sign_in_refusal: featureDetailsSchema.nullish()
});
export type AccountOverview = z.infer<typeof accountOverviewSchema>;

/** Reads the account of the signed-in user. Bound by the package that calls the database. */
export const AccountOverviewSource = Symbol('AccountOverviewSource');
export interface AccountOverviewSource {
    /** @throws CloudError UNAUTHORIZED when nobody is signed in */
    overview(): Promise<AccountOverview>;
}
