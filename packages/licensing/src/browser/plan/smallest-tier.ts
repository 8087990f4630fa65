// SPDX-License-Identifier: MIT

import type { Plan, TierList } from '@sanyam/types';
import type { ComparedColumn } from './column-labels';
import { lostFeatures, smallerLimits } from './plan-labels';

type Row = TierList[number];

/**
 * Returns the smallest tier that is enough, takes nothing away and, where plans are sold, can be bought. Undefined if none is.
 *
 * @param tiers the smallest first
 * @param columns what is compared
 * @param present the tier whose row counts for the user
 * @param isMet returns whether a tier is enough
 * @param sold the plans that can be bought; undefined where none are sold
 */
export function smallestTier(
    tiers: TierList,
    columns: readonly ComparedColumn[],
    present: string,
    isMet: (row: Row) => boolean,
    sold: readonly Plan[] | undefined
): string | undefined {
    const own = tiers.find(({ tier }) => tier === present);
    const isSold = ({ tier }: Row): boolean => sold === undefined || sold.some(plan => plan.tier === tier);
    const losesNothing = (row: Row): boolean =>
        own === undefined ||
        (lostFeatures(columns, own, row).length === 0 && smallerLimits(columns, own, row).length === 0);
    return tiers.find(row => isSold(row) && losesNothing(row) && isMet(row))?.tier;
}
