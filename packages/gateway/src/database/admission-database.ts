// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, PostgrestDatabaseSession } from '@sanyam/document-store/lib/common';
import {
    type ApiKeyAuthentication,
    apiKeyAuthenticationSchema,
    type CountedRequest,
    countedRequestSchema
} from '@sanyam/types';
import { createClient } from '@supabase/supabase-js';

/**
 * Goes around row-level security, with the service role: who has a key is not known before it was looked up, and
 * nobody counts their own requests. It does these two things, and only {@link PostgrestAdmissions} has it.
 */
export class AdmissionDatabase {
    constructor(private readonly session: DatabaseSession) {}

    static overPostgrest(supabaseUrl: string, serviceRoleKey: string): AdmissionDatabase {
        const client = createClient(supabaseUrl, serviceRoleKey, {
            auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
        });
        return new AdmissionDatabase(new PostgrestDatabaseSession(client, supabaseUrl));
    }

    /**
     * Whose key this is, and whether it is good; if it is, the request is counted.
     *
     * @param secretHash SHA-256 of the whole key, in hexadecimal
     */
    async authenticateKey(secretHash: string): Promise<ApiKeyAuthentication> {
        const answer = await this.session.call('authenticate_api_key', { secret_hash: secretHash });
        return answered(apiKeyAuthenticationSchema, answer);
    }

    /** Counts a request in a session. @throws CloudError UNAUTHORIZED or of status 404 when there is no such user */
    async countRequest(userId: string): Promise<CountedRequest> {
        return answered(countedRequestSchema, await this.session.call('count_request', { user_id: userId }));
    }
}
