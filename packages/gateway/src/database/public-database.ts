// SPDX-License-Identifier: MIT

import { answered } from '@sanyam/store';
import { type CloudConfiguration, CloudError, type TierLimits, tierLimitsSchema } from '@sanyam/types';
import type { SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import type { DirectDatabase } from './direct-database';
import { createServerClient } from './supabase-clients';
import { tiersInOrder } from './tiers-in-order';

/** The maximum time that a request to the database may take, in milliseconds. */
const TIMEOUT = 5000;

const tiersSchema = z.array(tierLimitsSchema);

/** The public part of the database: the tiers, and whether it answers. */
export interface PublicDatabase {
    /** Returns the tiers, the smallest one first. @throws CloudError SERVICE_UNAVAILABLE */
    tiers(): Promise<TierLimits[]>;
    /** Resolves when the database answers. @throws CloudError SERVICE_UNAVAILABLE */
    ping(): Promise<void>;
}

/** Reads over PostgREST, with the public key. */
export class PostgrestPublicDatabase implements PublicDatabase {
    private readonly client: SupabaseClient;

    constructor({ supabaseUrl, supabaseAnonKey }: CloudConfiguration) {
        this.client = createServerClient(supabaseUrl, supabaseAnonKey);
    }

    async tiers(): Promise<TierLimits[]> {
        const { data, error } = await tiersInOrder(this.client).retry(false).abortSignal(AbortSignal.timeout(TIMEOUT));
        const tiers = tiersSchema.safeParse(data);
        if (!tiers.success) {
            throw new CloudError(
                'SERVICE_UNAVAILABLE',
                'Could not read the tiers. Try again later.',
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
            throw new CloudError('SERVICE_UNAVAILABLE', 'The database is unreachable.', {}, { cause: error });
        }
    }
}

/** Reads over the gateway's own connections. */
export class DirectPublicDatabase implements PublicDatabase {
    constructor(private readonly database: DirectDatabase) {}

    async tiers(): Promise<TierLimits[]> {
        const [row] = await this.database.query('select sanyam_gateway.list_tiers() as tiers');
        return answered(tiersSchema, row?.['tiers']);
    }

    async ping(): Promise<void> {
        try {
            // Another role could connect, but could not do the work of a gateway.
            await this.database.query('select sanyam_gateway.require_gateway()');
        } catch (error) {
            throw new CloudError(
                'SERVICE_UNAVAILABLE',
                'The database is unreachable with the role of the gateway.',
                {},
                { cause: error }
            );
        }
    }
}
