// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/local-cloud';
import type { TierLimits } from '@sanyam/types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';

/** Who holds the service role of the test run's cloud, as billing does. */
async function operator(): Promise<SupabaseClient> {
    const { supabaseUrl, serviceRoleKey } = await testCloud();
    return createClient(supabaseUrl, serviceRoleKey, { auth: { persistSession: false } });
}

export async function setTier(userId: string, tier: string): Promise<void> {
    const client = await operator();
    await client.from('user_profiles').update({ tier }).eq('id', userId).throwOnError();
}

/** Gives a user a tier that nobody else has: pro, but for `limits`. @returns its name */
export async function giveOwnTier(userId: string, limits: Partial<TierLimits>): Promise<string> {
    const client = await operator();
    const tier = `tier_${randomUUID()}`;
    const { data } = await client.from('tier_limits').select().eq('tier', 'pro').single().throwOnError();
    await client
        .from('tier_limits')
        .insert({ ...data, ...limits, tier })
        .throwOnError();
    await setTier(userId, tier);
    return tier;
}
