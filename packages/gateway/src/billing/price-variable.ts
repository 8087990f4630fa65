// SPDX-License-Identifier: MIT

/** Begins the name of each variable with the prices of a tier. */
export const PRICE_PREFIX = 'STRIPE_PRICE_';

/**
 * Returns the variable with the prices of a tier. Shells allow only few characters in names: letters lose their marks and
 * become upper case, and any other character becomes `_`. `team-2` is STRIPE_PRICE_TEAM_2, `Größe` is STRIPE_PRICE_GROSSE.
 */
export function variableOf(tier: string): string {
    const letters = tier.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
    return PRICE_PREFIX + letters.replace(/[^A-Z\d]/gu, '_');
}
