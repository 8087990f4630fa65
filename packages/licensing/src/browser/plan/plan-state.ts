// SPDX-License-Identifier: MIT

import { type AccountOverview, isManaged, type Plan, type TierList, type TierPreview } from '@sanyam/types';
import type { ComparedColumn } from './column-labels';

/** What the page about the plan shows. */
export interface PlanFacts {
    readonly account: AccountOverview;
    /** The rows of all tiers, the smallest first. */
    readonly tiers: TierList;
    /** What of the rows is compared. */
    readonly columns: readonly ComparedColumn[];
    /** The plans that can be bought. Undefined if nothing can be bought here. */
    readonly plans: readonly Plan[] | undefined;
    /** Why it is not known what can be bought. Then {@link plans} are those that were known before. */
    readonly plansError?: unknown;
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

/** Returns whether the user has a subscription that can be changed, paid or ended. */
export function hasManagedPlan({ subscription }: Pick<AccountOverview, 'subscription'>): boolean {
    return subscription !== undefined && subscription !== null && isManaged(subscription.status);
}
