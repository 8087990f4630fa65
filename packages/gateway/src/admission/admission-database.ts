// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, PostgrestDatabaseSession } from '@sanyam/store';
import {
    type ApiKeyAuthentication,
    apiKeyAuthenticationSchema,
    type CountedRequest,
    countedRequestSchema
} from '@sanyam/types';
import type { Metrics } from '../observability/metrics';
import { MeasuredDatabaseSession } from '../database/measured-database-session';
import { createServerClient } from '../database/supabase-clients';

/**
 * Looks up API keys and counts requests, and does nothing else. It bypasses row-level security with the service role,
 * because the owner of a key is unknown before the look-up, and users cannot count their own requests. Only
 * {@link PostgrestAdmissions} uses it.
 */
export class AdmissionDatabase {
    constructor(private readonly session: DatabaseSession) {}

    static overPostgrest(
        supabaseUrl: string,
        serviceRoleKey: string,
        metrics: Pick<Metrics, 'databaseCalls'>
    ): AdmissionDatabase {
        const session = new PostgrestDatabaseSession(createServerClient(supabaseUrl, serviceRoleKey), supabaseUrl);
        return new AdmissionDatabase(new MeasuredDatabaseSession(session, metrics));
    }

    /**
     * Looks up a key. If the key is valid, counts the request.
     *
     * @param secretHash SHA-256 of the whole key, in hexadecimal
     * @param uncounted earlier requests to count
     */
    async authenticateKey(secretHash: string, uncounted: number): Promise<ApiKeyAuthentication> {
        const answer = await this.session.call('authenticate_api_key', { secret_hash: secretHash, uncounted });
        return answered(apiKeyAuthenticationSchema, answer);
    }

    /**
     * Counts a request of a session.
     *
     * @param uncounted earlier requests to count
     * @throws CloudError UNAUTHORIZED for a user who was deleted
     */
    async countRequest(userId: string, uncounted: number): Promise<CountedRequest> {
        const answer = await this.session.call('count_request', { user_id: userId, uncounted });
        return answered(countedRequestSchema, answer);
    }
}
