// SPDX-License-Identifier: MIT

import type { AuthSession, CloudConfiguration } from '@sanyam/types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { renewingFetch } from './renewing-fetch';

/** Where the tokens come from. A caller's token that cannot be renewed has no `renewToken`. */
type TokenSource = Pick<AuthSession, 'accessToken'> & Partial<Pick<AuthSession, 'renewToken'>>;

/** Creates database clients that act as the signed-in user. Each request gets the access token from the session. */
export class SupabaseClientFactory {
    constructor(
        private readonly configuration: CloudConfiguration,
        private readonly session: TokenSource,
        /** `fetch` is looked up for each request, because a page may replace it after the start. */
        private readonly send: typeof fetch = (input, init) => fetch(input, init)
    ) {}

    create(): SupabaseClient {
        return createClient(this.configuration.supabaseUrl, this.configuration.supabaseAnonKey, {
            accessToken: () => this.session.accessToken(),
            global: { fetch: renewingFetch(this.session, this.send) }
        });
    }
}
