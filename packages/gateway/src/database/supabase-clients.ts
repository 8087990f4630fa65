// SPDX-License-Identifier: MIT

import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** Returns a client for a server, without a session. */
export function createServerClient(supabaseUrl: string, key: string): SupabaseClient {
    return createClient(supabaseUrl, key, {
        auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
    });
}
