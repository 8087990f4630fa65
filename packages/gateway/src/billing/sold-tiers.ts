// SPDX-License-Identifier: MIT

import type { BillingSettings } from './billing-settings';
import { PRICE_PREFIX, variableOf } from './price-variable';

/** Returns the rows of `tier_limits`. */
export type ReadTiers = () => Promise<readonly { readonly tier: string }[]>;

/**
 * The tiers that are sold: those of the settings that `tier_limits` has. It is asked each time, because an operator can add
 * and remove tiers while gateways run. A plan without a row would cost money and have the limits of the free tier.
 */
export class SoldTiers {
    constructor(
        private readonly settings: Pick<BillingSettings, 'prices'>,
        private readonly readTiers: ReadTiers
    ) {}

    /** Returns the ids of the prices of each tier. */
    async read(): Promise<ReadonlyMap<string, readonly string[]>> {
        const names = (await this.readTiers()).map(({ tier }) => tier);
        const byVariable = Map.groupBy(names, variableOf);
        const sold = new Map<string, readonly string[]>();
        for (const [variable, ids] of this.settings.prices) {
            const tier = named(variable, byVariable.get(variable) ?? []);
            if (tier !== undefined) {
                sold.set(tier, ids);
            }
        }
        return sold;
    }

    /** Returns the tier of each price that is sold. */
    async tierOfPrice(): Promise<ReadonlyMap<string, string>> {
        return new Map([...(await this.read())].flatMap(([tier, ids]) => ids.map(id => [id, tier] as const)));
    }
}

/** Returns the tier that a variable means. Of several, only the one that is spelled as the variable. */
function named(variable: string, tiers: readonly string[]): string | undefined {
    return tiers.length === 1 ? tiers[0] : tiers.find(tier => variable === PRICE_PREFIX + tier.toUpperCase());
}
