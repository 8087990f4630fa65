// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** Returns a client with the public key. A user can sign in with it. It does not store the session. */
export function anonymousClient(cloud: ReadyLine): SupabaseClient {
    return clientWithKey(cloud, cloud.anonKey);
}

/** Returns a client with the service role, as billing and jobs use it. */
export function serviceRoleClient(cloud: ReadyLine): SupabaseClient {
    return clientWithKey(cloud, cloud.serviceRoleKey);
}

/** Returns a client that sends this token with each request. */
export function bearerClient(cloud: ReadyLine, token: string): SupabaseClient {
    return createClient(cloud.supabaseUrl, cloud.anonKey, { accessToken: () => Promise.resolve(token) });
}

function clientWithKey(cloud: ReadyLine, key: string): SupabaseClient {
    return createClient(cloud.supabaseUrl, key, { auth: { persistSession: false, autoRefreshToken: false } });
}
