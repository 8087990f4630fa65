// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** A client with the public key. It has the session of the user who signs in with it, and stores nothing. */
export function anonymousClient(cloud: ReadyLine): SupabaseClient {
    return clientWithKey(cloud, cloud.anonKey);
}

/** A client with the service role, as billing and jobs use it. */
export function serviceRoleClient(cloud: ReadyLine): SupabaseClient {
    return clientWithKey(cloud, cloud.serviceRoleKey);
}

/** A client that sends this token with each request. */
export function bearerClient(cloud: ReadyLine, token: string): SupabaseClient {
    return createClient(cloud.supabaseUrl, cloud.anonKey, { accessToken: () => Promise.resolve(token) });
}

function clientWithKey(cloud: ReadyLine, key: string): SupabaseClient {
    return createClient(cloud.supabaseUrl, key, { auth: { persistSession: false, autoRefreshToken: false } });
}
