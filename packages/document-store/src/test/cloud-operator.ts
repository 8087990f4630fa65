// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/local-cloud';
import { createClient } from '@supabase/supabase-js';

/** Gives a user of the test run's cloud a tier, as billing would: with the service role. */
export async function setTier(userId: string, tier: string): Promise<void> {
    const { supabaseUrl, serviceRoleKey } = await testCloud();
    const operator = createClient(supabaseUrl, serviceRoleKey, { auth: { persistSession: false } });
    const { error } = await operator.from('user_profiles').update({ tier }).eq('id', userId);
    if (error) {
        throw error;
    }
}
