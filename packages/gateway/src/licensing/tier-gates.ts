// SPDX-License-Identifier: MIT

import type { FeatureGate, TierDowngrade } from '@sanyam/types';
import { installedLicensing } from './installed-licensing';

/** Returns the gate of a user, through which billing lowers the tier. */
export type TierGates = (userId: string) => Pick<FeatureGate, 'degradeTier'>;

/**
 * Returns the gates of users. Without `@sanyam/licensing`, too, the database has the tiers that Stripe says: an IDE may
 * have it.
 *
 * @param downgradeOf returns how the database lowers the tier of a user
 */
export function tierGates(downgradeOf: (userId: string) => TierDowngrade): TierGates {
    const licensing = installedLicensing();
    return userId =>
        licensing === undefined
            ? { degradeTier: downgradeOf(userId) }
            : licensing.DatabaseFeatureGate.toDegrade(downgradeOf(userId));
}
