// SPDX-License-Identifier: MIT

import {
    type DatabaseSession,
    PostgrestDatabaseSession,
    SupabaseClientFactory
} from '@sanyam/document-store/lib/common';
import type { CloudConfiguration } from '@sanyam/types';
import type { Caller } from '../identity/caller';

/** Makes a session for each request, which acts as its caller and as nobody else. */
export interface DatabaseSessions {
    sessionOf(caller: Caller): DatabaseSession;
}

/** Sessions that show PostgREST the caller's own token. */
export class PostgrestDatabaseSessions implements DatabaseSessions {
    constructor(private readonly cloud: CloudConfiguration) {}

    sessionOf({ accessToken }: Caller): DatabaseSession {
        const clients = new SupabaseClientFactory(this.cloud, { accessToken: () => Promise.resolve(accessToken) });
        return new PostgrestDatabaseSession(clients.create(), this.cloud.supabaseUrl);
    }
}
