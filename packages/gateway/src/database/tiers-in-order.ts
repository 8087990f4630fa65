// SPDX-License-Identifier: MIT

import type { SupabaseClient } from '@supabase/supabase-js';

/** Returns a query for the rows of all tiers, the smallest first, as `list_tiers` of the database has them. */
export function tiersInOrder(client: SupabaseClient) {
    return client
        .from('tier_limits')
        .select('*')
        .order('max_documents', { nullsFirst: false })
        .order('max_storage_bytes', { nullsFirst: false })
        .order('tier');
}
