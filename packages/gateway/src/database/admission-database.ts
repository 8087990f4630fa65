// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, PostgrestDatabaseSession } from '@sanyam/store';
import {
    type ApiKeyAuthentication,
    apiKeyAuthenticationSchema,
    type CountedRequest,
    countedRequestSchema
} from '@sanyam/types';
import type { Metrics } from '../observability/metrics';
import { MeasuredDatabaseSession } from './measured-database-session';
import { createServerClient } from './supabase-clients';

/**
 * Goes around row-level security, with the service role: who has a key is not known before it was looked up, and
 * nobody counts their own requests. It does these two things, and only {@link PostgrestAdmissions} has it.
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
