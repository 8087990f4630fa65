// SPDX-License-Identifier: MIT

import type { AuthSession, CloudConfiguration } from '@sanyam/types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** Creates database clients that act as the signed-in user. Each request gets the access token from the session. */
export class SupabaseClientFactory {
    constructor(
        private readonly configuration: CloudConfiguration,
        private readonly session: Pick<AuthSession, 'accessToken'>
    ) {}

    create(): SupabaseClient {
        return createClient(this.configuration.supabaseUrl, this.configuration.supabaseAnonKey, {
            accessToken: () => this.session.accessToken()
        });
    }
}
