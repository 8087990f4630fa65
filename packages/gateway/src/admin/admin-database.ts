// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, PostgrestDatabaseSession } from '@sanyam/store';
import { asciiAddress, subscriptionSchema, type TierLimits, tierLimitsSchema } from '@sanyam/types';
import type { SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { createServerClient } from '../database/supabase-clients';
import { tiersInOrder } from '../database/tiers-in-order';
import { AdminError } from './admin-error';

const profileSchema = z.object({
    id: z.guid(),
    email: z.string().nullable(),
    tier: z.string(),
    document_count: z.int(),
    storage_used_bytes: z.int()
});
export type AdminProfile = z.infer<typeof profileSchema>;

const accountSchema = z.object({
    customer_id: z.string().nullable(),
    subscriptions: z.array(subscriptionSchema.extend({ id: z.string() }))
});
export type AdminAccount = z.infer<typeof accountSchema>;

/**
 * Reads and changes users for an operator. It bypasses row-level security with the service role, because the operator is
 * no user. Only sanyam-admin uses it.
 */
export class AdminDatabase {
    private constructor(
        private readonly client: SupabaseClient,
        private readonly session: DatabaseSession
    ) {}

    static overPostgrest(supabaseUrl: string, serviceRoleKey: string): AdminDatabase {
        const client = createServerClient(supabaseUrl, serviceRoleKey);
        return new AdminDatabase(client, new PostgrestDatabaseSession(client, supabaseUrl));
    }

    /** Returns all tiers, the smallest first. */
    async tiers(): Promise<TierLimits[]> {
        const { data, error } = await tiersInOrder(this.client);
        if (error !== null) {
            throw unreachable(error.message);
        }
        return z.array(tierLimitsSchema).parse(data);
    }

    /** @throws AdminError when no user has the address */
    async find(email: string): Promise<AdminProfile> {
        const address = asciiAddress(email.trim());
        const { data, error } = await this.client
            .from('user_profiles')
            .select('id, email, tier, document_count, storage_used_bytes')
            .in('email', [...new Set([address, address.toLowerCase()])]);
        if (error !== null) {
            throw unreachable(error.message);
        }
        const [profile] = z.array(profileSchema).parse(data);
        if (profile === undefined) {
            throw new AdminError(`No user has the address ${email.trim()}. Users sign up in the IDE.`);
        }
        return profile;
    }

    /** Gives a user a tier, as billing does. */
    async setTier(userId: string, tier: string, reason: string | undefined): Promise<void> {
        await this.session.call('set_tier', { user_id: userId, tier, reason: reason ?? null });
    }

    /** Returns the customer and the subscriptions of a user. */
    async account(userId: string): Promise<AdminAccount> {
        return answered(accountSchema, await this.session.call('billing_account', { user_id: userId }));
    }
}

function unreachable(message: string): AdminError {
    return new AdminError(`The database did not answer: ${message}`);
}
