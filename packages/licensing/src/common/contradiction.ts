// SPDX-License-Identifier: MIT

import { CloudError, featureDetailsSchema, tierLimitDetailsSchema } from '@sanyam/types';
import type { License } from './license';

/**
 * Returns whether the cloud refused something that this license allows, so that the license must be out of date. A refusal
 * because of the plan of another user names no tier, and says nothing about this one.
 */
export function contradicts(error: unknown, license: License): boolean {
    if (CloudError.is(error, 'FEATURE_NOT_AVAILABLE')) {
        const { data } = featureDetailsSchema.safeParse(error.details);
        return data?.tier !== undefined && (isOther(data.tier, license) || license.flags.get(data.feature) === true);
    }
    if (CloudError.is(error, 'TIER_LIMIT_EXCEEDED')) {
        const { data } = tierLimitDetailsSchema.safeParse(error.details);
        return data?.tier !== undefined && (isOther(data.tier, license) || isOtherLimit(data, license));
    }
    return false;
}

function isOther(tier: string, { limits }: License): boolean {
    return tier !== limits.tier;
}

/** A limit that is the same for all tiers is not in the row. */
function isOtherLimit({ limit_name, limit }: { limit_name: string; limit?: number | undefined }, { limits }: License) {
    const known = new Map<string, unknown>(Object.entries(limits)).get(limit_name);
    return limit !== undefined && known !== undefined && known !== limit;
}
