// SPDX-License-Identifier: MIT

import type { AccountOverview, TierLimits } from '@sanyam/types';

/** Returns the account of a user as the database answers it. Its limits are those of the free tier, unless they differ. */
export function accountOf(
    tier: string,
    row: Partial<TierLimits> & Readonly<Record<string, unknown>> = {},
    rest: Partial<AccountOverview> = {}
): AccountOverview {
    const time = '2026-01-01T00:00:00.000000Z';
    const limits = {
        tier,
        max_documents: 5,
        max_storage_bytes: null,
        max_document_size_bytes: 262_144,
        max_versions_per_document: 10,
        version_retention_days: 90,
        trash_retention_days: 30,
        api_rate_limit_per_hour: 100,
        has_cloud_storage: true,
        has_cloud_auth: true,
        has_document_sharing: false,
        has_document_versioning: false,
        has_api_keys: false,
        has_realtime_collaboration: false,
        has_azure_ad: false,
        has_document_recovery: false,
        ...row
    };
    return {
        profile: {
            id: '7b4e9a3c-5d1f-4c8e-9a2b-3f6d8e1c0b5a',
            email: 'ada@example.org',
            tier,
            created_at: time,
            updated_at: time
        },
        tier_limits: limits,
        usage: { document_count: 0, storage_used_bytes: 0, trash_count: 0 },
        features: Object.fromEntries(Object.entries(limits).filter(isFlag)),
        included_tiers: [tier],
        ...rest
    };
}

function isFlag(entry: [string, unknown]): entry is [string, boolean] {
    return entry[0].startsWith('has_') && typeof entry[1] === 'boolean';
}
