// SPDX-License-Identifier: MIT

import type { TierLimits } from '@sanyam/types';
import type { Logger } from 'pino';
import type { BillingDatabase } from './billing-database';

/**
 * Takes back the plan of a user, and returns the row of the tier that is left. Logs it only if the tier changed: another
 * gateway may have done it, or another plan may hold the tier.
 */
export async function takeBackPlan(
    database: Pick<BillingDatabase, 'degrade'>,
    log: Pick<Logger, 'info'>,
    userId: string,
    reason: string
): Promise<TierLimits> {
    const { tier_before: before, tier, tier_limits: limits } = await database.degrade(userId, reason);
    if (before !== tier) {
        log.info({ user_id: userId, tier_before: before, tier }, reason);
    }
    return limits;
}
