// SPDX-License-Identifier: MIT

import {
    accountOverviewSchema,
    apiKeyAuthenticationSchema,
    countedRequestSchema,
    type ApiKeyAuthentication,
    type CountedRequest
} from '@sanyam/types';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { answered, validated } from '../common/checked';
import type { DatabaseSession, FunctionArguments } from '../common/database-session';

const profileSchema = accountOverviewSchema.shape.profile;
export type Profile = z.infer<typeof profileSchema>;

const tierChangeSchema = z.object({
    user_id: z.guid('This is not an id.'),
    tier: z.string().min(1),
    reason: z.string().max(500)
});

const purgedSchema = z.record(z.string(), z.int().nonnegative());
/** How many rows went, by what they were. */
export type Purged = z.infer<typeof purgedSchema>;

/**
 * The system's own functions, for servers that hold the service role: whoever can call these can be anybody. It lies in
 * a `node` folder, which no browser code may import.
 */
export class SystemDatabase {
    /** @param session of the service role */
    constructor(private readonly session: DatabaseSession) {}

    /**
     * Says whose API key this is, and counts the request. The key itself is not sent, only its hash.
     *
     * @param apiKey the whole key: `sanyam_<prefix>_<secret>`
     * @throws CloudError FORBIDDEN when the session is not the service role's
     */
    async authenticateApiKey(apiKey: string): Promise<ApiKeyAuthentication> {
        const functionArguments = { secret_hash: createHash('sha256').update(apiKey).digest('hex') };
        return this.ask(apiKeyAuthenticationSchema, 'authenticate_api_key', functionArguments);
    }

    /** Counts a request that a user makes in a session. @throws CloudError FORBIDDEN, NOT_FOUND */
    async countRequest(userId: string): Promise<CountedRequest> {
        return this.ask(countedRequestSchema, 'count_request', { user_id: userId });
    }

    /**
     * Gives a user a tier; what a downgrade takes away goes in the same transaction.
     *
     * @param reason for the audit log, at most 500 characters
     * @throws CloudError FORBIDDEN, VALIDATION_ERROR when there is no such tier, NOT_FOUND
     */
    async setTier(userId: string, tier: string, reason: string): Promise<Profile> {
        const functionArguments = validated(tierChangeSchema, { user_id: userId, tier, reason });
        return this.ask(profileSchema, 'set_tier', functionArguments);
    }

    /**
     * Deletes a batch of what is past its retention. May be called at any time, by several at once; whoever wants all
     * of it gone calls until every number is 0.
     *
     * @param batchSize the most rows of each kind, about
     * @throws CloudError FORBIDDEN, VALIDATION_ERROR
     */
    async purgeExpired(batchSize?: number): Promise<Purged> {
        return this.ask(purgedSchema, 'purge_expired', { batch_size: batchSize });
    }

    private async ask<T>(schema: z.ZodType<T>, functionName: string, functionArguments: FunctionArguments): Promise<T> {
        return answered(schema, await this.session.call(functionName, functionArguments));
    }
}
