// SPDX-License-Identifier: MIT

import type { AuthSession, CloudConfiguration } from '@sanyam/types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';

/** Makes database clients that act as the signed-in user. No client holds a token: each request asks for it. */
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
