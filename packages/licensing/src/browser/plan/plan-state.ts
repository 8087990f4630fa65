// SPDX-License-Identifier: MIT

import type { AccountOverview, Plan, TierList, TierPreview } from '@sanyam/types';

/** What the page about the plan shows. */
export interface PlanFacts {
    readonly account: AccountOverview;
    /** The rows of all tiers, the smallest first. */
    readonly tiers: TierList;
    /** The plans that can be bought. Undefined if nothing can be bought here. */
    readonly plans: readonly Plan[] | undefined;
    /** What the present plan does to the user's data now. */
    readonly present: TierPreview;
}

/** A plan that the user looks at before changing to it. */
export interface PlanChange {
    readonly tier: string;
    /** Undefined until it is known. */
    readonly preview?: TierPreview;
    readonly error?: unknown;
}

/** States of a subscription in which the payment service can still take or stop payments. */
const MANAGED = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete']);

/** Returns whether the user has a subscription that can be changed, paid or ended. */
export function isManaged({ subscription }: Pick<AccountOverview, 'subscription'>): boolean {
    return subscription !== undefined && subscription !== null && MANAGED.has(subscription.status);
}
