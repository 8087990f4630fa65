// SPDX-License-Identifier: MIT

import type { AccountOverview } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { dayText } from './plan-labels';

/** What a user must know about the subscription. */
export interface SubscriptionNotice {
    /** The same for as long as it says the same. */
    readonly id: string;
    readonly sentence: string;
    /** Whether the user can lose the plan by doing nothing. */
    readonly isProblem: boolean;
}

/** Returns what there is to say about a subscription. Undefined if all is well, or if there is none. */
export function subscriptionNotice({
    profile,
    subscription
}: Pick<AccountOverview, 'profile' | 'subscription'>): SubscriptionNotice | undefined {
    if (!subscription) {
        return undefined;
    }
    const { status, is_active, pay_until, period_end, cancel_at_period_end } = subscription;
    const tier = subscription.tier ?? profile.tier;
    if (is_active && pay_until !== null) {
        return {
            id: `past_due ${pay_until}`,
            isProblem: true,
            sentence: nls.localize(
                'sanyam/plan/pastDue',
                'A payment failed. You keep the plan “{0}” until {1}. Pay before, or change how you pay.',
                tier,
                dayText(pay_until)
            )
        };
    }
    if (is_active && cancel_at_period_end && period_end !== null) {
        return {
            id: `ends ${period_end}`,
            isProblem: false,
            sentence: nls.localize(
                'sanyam/plan/ends',
                'The plan “{0}” ends on {1}, because you canceled it.',
                tier,
                dayText(period_end)
            )
        };
    }
    if (is_active) {
        return undefined;
    }
    switch (status) {
        case 'past_due':
        case 'unpaid':
            return {
                id: `unpaid ${period_end}`,
                isProblem: true,
                sentence: nls.localize(
                    'sanyam/plan/unpaid',
                    'The plan “{0}” ended, because it was not paid. Pay to have it again. API keys stay revoked.',
                    tier
                )
            };
        case 'incomplete':
            return {
                id: 'incomplete',
                isProblem: true,
                sentence: nls.localize(
                    'sanyam/plan/incomplete',
                    'The plan “{0}” begins when its first payment has arrived.',
                    tier
                )
            };
        case 'paused':
            return {
                id: 'paused',
                isProblem: true,
                sentence: nls.localize(
                    'sanyam/plan/paused',
                    'The plan “{0}” is paused. Add how you pay to have it again.',
                    tier
                )
            };
        default:
            return {
                id: `ended ${period_end}`,
                isProblem: false,
                sentence: nls.localize('sanyam/plan/ended', 'The plan “{0}” has ended.', tier)
            };
    }
}
