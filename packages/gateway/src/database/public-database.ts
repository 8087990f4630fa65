// SPDX-License-Identifier: MIT

import { type CloudConfiguration, CloudError, type TierLimits, tierLimitsSchema } from '@sanyam/types';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';

/** How long a look at the database may take, in milliseconds, before it counts as out of reach. */
const TIMEOUT = 5000;

/** What anybody may see of the database: the comparison of the tiers, and whether it answers. */
export class PublicDatabase {
    private readonly client: SupabaseClient;

    constructor({ supabaseUrl, supabaseAnonKey }: CloudConfiguration) {
        this.client = createClient(supabaseUrl, supabaseAnonKey, {
            auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false }
        });
    }

    /** The smallest first. @throws CloudError SERVICE_UNAVAILABLE */
    async tiers(): Promise<TierLimits[]> {
        const { data, error } = await this.client
            .from('tier_limits')
            .select('*')
            .order('max_documents', { nullsFirst: false })
            .order('tier')
            .retry(false)
            .abortSignal(AbortSignal.timeout(TIMEOUT));
        const tiers = z.array(tierLimitsSchema).safeParse(data);
        if (!tiers.success) {
            throw new CloudError(
                'SERVICE_UNAVAILABLE',
                'The tiers cannot be read.',
                {},
                { cause: error ?? tiers.error }
            );
        }
        return tiers.data;
    }

    /** @throws CloudError SERVICE_UNAVAILABLE */
    async ping(): Promise<void> {
        const { error } = await this.client
            .from('tier_limits')
            .select('tier')
            .limit(1)
            .retry(false)
            .abortSignal(AbortSignal.timeout(TIMEOUT));
        if (error !== null) {
            throw new CloudError('SERVICE_UNAVAILABLE', 'The database cannot be reached.', {}, { cause: error });
        }
    }
}
