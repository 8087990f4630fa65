// SPDX-License-Identifier: MIT

import { answered } from '@sanyam/store';
import { type CloudConfiguration, CloudError, type TierLimits, tierLimitsSchema } from '@sanyam/types';
import type { SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import type { DirectDatabase } from './direct-database';
import { createServerClient } from './supabase-clients';

/** How long a look at the database may take, in milliseconds, before it counts as out of reach. */
const TIMEOUT = 5000;

const tiersSchema = z.array(tierLimitsSchema);

/** What anybody may see of the database: the comparison of the tiers, and whether it answers. */
export interface PublicDatabase {
    /** The smallest first. @throws CloudError SERVICE_UNAVAILABLE */
    tiers(): Promise<TierLimits[]>;
    /** @throws CloudError SERVICE_UNAVAILABLE */
    ping(): Promise<void>;
}

/** Over PostgREST, with the public key. */
export class PostgrestPublicDatabase implements PublicDatabase {
    private readonly client: SupabaseClient;

    constructor({ supabaseUrl, supabaseAnonKey }: CloudConfiguration) {
        this.client = createServerClient(supabaseUrl, supabaseAnonKey);
    }

    async tiers(): Promise<TierLimits[]> {
        const { data, error } = await this.client
            .from('tier_limits')
            .select('*')
            .order('max_documents', { nullsFirst: false })
            .order('tier')
            .retry(false)
            .abortSignal(AbortSignal.timeout(TIMEOUT));
        const tiers = tiersSchema.safeParse(data);
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

/** Over the gateway's own connections. */
export class DirectPublicDatabase implements PublicDatabase {
    constructor(private readonly database: DirectDatabase) {}

    async tiers(): Promise<TierLimits[]> {
        const [row] = await this.database.query('select sanyam_gateway.list_tiers() as tiers');
        return answered(tiersSchema, row?.['tiers']);
    }

    async ping(): Promise<void> {
        try {
            // Another login reaches the database, but may do nothing there that a gateway has to.
            await this.database.query('select sanyam_gateway.require_gateway()');
        } catch (error) {
            throw new CloudError(
                'SERVICE_UNAVAILABLE',
                'The database cannot be reached as the gateway.',
                {},
                { cause: error }
            );
        }
    }
}
