// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { DatabaseSession, FunctionArguments } from './database-session';
import { toCloudError } from './postgrest-error';

/** How long a call may take before the server counts as unreachable, in milliseconds: 8 MB at 1 Mbit/s is 64 s. */
const CALL_TIMEOUT = 90_000;

/** The session over PostgREST. The user is whoever the client's token says. */
export class PostgrestDatabaseSession implements DatabaseSession {
    constructor(
        private readonly client: SupabaseClient,
        private readonly supabaseUrl: string
    ) {}

    async call(functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal): Promise<unknown> {
        const timeout = AbortSignal.timeout(CALL_TIMEOUT);
        const { data, error, status } = await this.client
            .rpc(functionName, functionArguments)
            .abortSignal(signal ? AbortSignal.any([signal, timeout]) : timeout);
        if (error) {
            signal?.throwIfAborted();
            throw toCloudError(error, status, new URL(this.supabaseUrl).host);
        }
        if (data === undefined) {
            throw new CloudError('INTERNAL_ERROR', 'The cloud answered nothing.');
        }
        return data;
    }
}
