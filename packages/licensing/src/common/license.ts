// SPDX-License-Identifier: MIT

import { type AccountOverview, featuresOf, type TierLimits } from '@sanyam/types';

/** What the tier of a user allows. */
export interface License {
    readonly limits: TierLimits;
    /** The flags of the row, by the ids of features. */
    readonly flags: ReadonlyMap<string, boolean>;
    /** The tiers that are at most as large as this one, with it. */
    readonly includedTiers: readonly string[];
}

/** Returns the license of an account. A user with an unknown tier has the one of the free tier. */
export function licenseOfAccount({ tier_limits: limits, features, included_tiers }: AccountOverview): License {
    return {
        limits,
        // `features` also has the flags that an operator added, and that this release does not know.
        flags: new Map([...featuresOf(limits), ...featuresOf(features)]),
        includedTiers: included_tiers ?? [limits.tier]
    };
}

/** Returns the license of a row alone, without the other tiers. */
export function licenseOfRow(limits: TierLimits): License {
    return { limits, flags: featuresOf(limits), includedTiers: [limits.tier] };
}

export function isSameLicense(one: License | undefined, other: License | undefined): boolean {
    return textOf(one) === textOf(other);
}

function textOf(license: License | undefined): string {
    return JSON.stringify(license && { ...license, flags: [...license.flags] });
}
