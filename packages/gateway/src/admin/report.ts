// SPDX-License-Identifier: MIT

import { DEFAULT_TIER, formatSize, type TierLimits } from '@sanyam/types';
import type { AdminAccount, AdminProfile } from './admin-database';
import type { Difference } from '../billing/reconciliation';

/** Returns a table whose columns are as wide as their longest text. */
function table(rows: readonly (readonly string[])[]): string {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
    return rows
        .map(row =>
            row
                .map((text, column) => text.padEnd(widths[column] ?? 0))
                .join('  ')
                .trimEnd()
        )
        .join('\n');
}

function count(limit: number | null): string {
    return limit === null ? 'no limit' : String(limit);
}

function size(limit: number | null): string {
    return limit === null ? 'no limit' : formatSize(limit);
}

/** Returns the tiers and their limits. */
export function tiersReport(tiers: readonly TierLimits[]): string {
    return table([
        ['tier', 'documents', 'storage', 'document size', 'versions', 'requests an hour'],
        ...tiers.map(tier => [
            tier.tier,
            count(tier.max_documents),
            size(tier.max_storage_bytes),
            size(tier.max_document_size_bytes),
            count(tier.max_versions_per_document),
            count(tier.api_rate_limit_per_hour)
        ])
    ]);
}

/** Returns the usage of a user beside the limits, and the subscriptions. A tier without a row has those of free. */
export function usageReport(
    profile: AdminProfile,
    tiers: readonly TierLimits[],
    { customer_id: customer, subscriptions }: AdminAccount
): string {
    const own = tiers.find(({ tier }) => tier === profile.tier);
    const limits = own ?? tiers.find(({ tier }) => tier === DEFAULT_TIER);
    const lines = [
        `${profile.email ?? 'no address'} (${profile.id})`,
        `tier       ${profile.tier}${own === undefined ? `, which has no row and counts as ${DEFAULT_TIER}` : ''}`,
        `documents  ${profile.document_count} of ${count(limits?.max_documents ?? null)}`,
        `storage    ${formatSize(profile.storage_used_bytes)} of ${size(limits?.max_storage_bytes ?? null)}`,
        `customer   ${customer ?? 'none: no plan was bought'}`
    ];
    for (const { id, tier, status, is_active: isActive, pay_until: until, ...rest } of subscriptions) {
        const notes = [
            status,
            isActive ? 'the plan holds' : 'no plan',
            ...(until === null ? [] : [`to be paid until ${until}`]),
            ...(rest.period_end === null
                ? []
                : [`${rest.cancel_at_period_end ? 'ends at' : 'period until'} ${rest.period_end}`])
        ];
        lines.push(`           ${id}: ${tier ?? 'unknown price'}, ${notes.join(', ')}`);
    }
    return lines.join('\n');
}

/** Returns a line about a difference that a reconciliation found. */
export function differenceLine(difference: Difference): string {
    const { subscription, status, outcome, failure, userId, tierBefore, tier } = difference;
    if (outcome === 'failed') {
        return `${subscription}: could not be compared (${failure})`;
    }
    const who = userId === undefined ? '' : ` of user ${userId}`;
    return outcome === 'applied'
        ? `${subscription} (${status})${who}: ${tierBefore} → ${tier}`
        : `${subscription} (${status})${who}: ${outcome}`;
}
