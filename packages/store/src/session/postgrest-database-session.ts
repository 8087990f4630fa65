// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { CallOptions, DatabaseSession, FunctionArguments } from './database-session';
import { toCloudError } from './postgrest-error';

/** The longest time a call may take, in milliseconds. 8 MB at 1 Mbit/s take 64 s. */
const CALL_TIMEOUT = 90_000;

/** Calls the database's functions through PostgREST, as the user in the client's token. */
export class PostgrestDatabaseSession implements DatabaseSession {
    constructor(
        private readonly client: SupabaseClient,
        private readonly supabaseUrl: string
    ) {}

    async call(
        functionName: string,
        functionArguments: FunctionArguments,
        { as, signal }: CallOptions = {}
    ): Promise<unknown> {
        const timeout = AbortSignal.timeout(CALL_TIMEOUT);
        const { data, error, status } = await this.client
            .rpc(functionName, functionArguments)
            .abortSignal(signal ? AbortSignal.any([signal, timeout]) : timeout);
        if (error) {
            signal?.throwIfAborted();
            throw toCloudError(error, status, new URL(this.supabaseUrl).host);
        }
        if (data === undefined) {
            throw new CloudError('INTERNAL_ERROR', 'The cloud sent an empty answer.');
        }
        return as === 'json-text' ? JSON.stringify(data) : data;
    }
}
