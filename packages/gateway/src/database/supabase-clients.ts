// SPDX-License-Identifier: MIT

import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** A client for a server, which signs nobody in. */
export function createServerClient(supabaseUrl: string, key: string): SupabaseClient {
    return createClient(supabaseUrl, key, {
        auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
    });
}
