// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { TierLimits } from '@sanyam/types';
import { withDatabase } from './database.js';

/** Sets a user's tier. */
export async function setTier(cloud: ReadyLine, userId: string, tier: string): Promise<void> {
    await withDatabase(cloud, database => database.setTier(userId, tier));
}

/**
 * Gives a user a new tier, which no other test uses. It is like the tier `base`, except for these limits.
 *
 * @returns the tier's name
 */
export function giveOwnTier(
    cloud: ReadyLine,
    userId: string,
    limits: Partial<TierLimits>,
    base: string
): Promise<string> {
    return withDatabase(cloud, database => database.giveOwnTier(userId, limits, base));
}
