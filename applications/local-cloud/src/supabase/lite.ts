// SPDX-License-Identifier: MIT

import { App } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';
import { z } from 'zod';
import { CloudError } from '../cloud-error.js';
import type { Credentials } from '../data-folder/credentials.js';
import type { SupabaseConfig } from './config.js';
import { quietAnswers } from './quiet-answers.js';
import { refuseDamagedText } from './refuse-damaged-text.js';

/** How long the queries that are under way may take when the cloud stops, in seconds. */
const CLOSE_PATIENCE = 2;

/** PostgREST and GoTrue in this process, on our PostgreSQL. */
export interface Lite {
    /** Answers one request; the address is that of the peer's socket, null when it is not known. */
    fetch(request: Request, peerAddress: string | null): Promise<Response>;
    close(): Promise<void>;
}

/**
 * Makes Supabase Lite on a database whose migrations are applied.
 *
 * @param databaseUrl of the superuser: Lite takes on the request's role for each request
 * @throws CloudError when Lite does not accept the configuration
 */
export function createLite(databaseUrl: string, config: SupabaseConfig, credentials: Credentials): Lite {
    quietAnswers();
    const connection = new PostgresConnection({ url: databaseUrl, postgresOptions: { onnotice: () => undefined } });
    // Lite grants ALL on every table to anon and authenticated before its first request, unless it believes that
    // this was done. Hosted Supabase does not, and neither do we: the grants are those of the migrations.
    Object.assign(connection, { rlsState: 'active' });
    try {
        const app = new App({
            connection,
            api: config.api,
            auth: {
                ...config.auth,
                enabled: true,
                jwt_secret: credentials.jwtSecret,
                publishable_key: credentials.anonKey,
                secret_key: credentials.serviceRoleKey
            },
            studio: { enabled: false },
            storage: { enabled: false },
            options: { server: { admin: false, disableStudio: true } }
        });
        return {
            fetch: async (request, peerAddress) =>
                (await refuseDamagedText(request)) ?? app.fetch(request, { peerAddress }),
            close: () => connection.driver.end({ timeout: CLOSE_PATIENCE })
        };
    } catch (error) {
        throw new CloudError(`Supabase Lite does not accept supabase/config.toml: ${reason(error)}`, {
            cause: error
        });
    }
}

const faultSchema = z.object({ instanceLocation: z.string(), error: z.string(), data: z.unknown() });

/** What Lite's own schema of the configuration says when it refuses one. */
const refusalSchema = z.object({ errors: z.tuple([faultSchema], faultSchema) });

function reason(error: unknown): string {
    const refusal = refusalSchema.safeParse(error);
    if (!refusal.success) {
        return String(error);
    }
    const [{ instanceLocation, error: fault, data }] = refusal.data.errors;
    const keys = typeof data === 'object' && data !== null ? ` (${Object.keys(data).join(', ')})` : '';
    return `${fault} at ${instanceLocation}${keys}.`;
}
