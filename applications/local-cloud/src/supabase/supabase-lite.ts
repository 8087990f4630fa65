// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { Auth } from '../auth/auth.js';
import { writesMails } from '../auth/auth-front.js';
import { StartUpError } from '../start-up-error.js';
import type { Credentials } from '../data-folder/credentials.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { checkArguments } from './check-arguments.js';
import { checkAuthRequest } from './check-auth-request.js';
import type { SupabaseConfig } from './config.js';
import type { FunctionArguments } from './function-arguments.js';
import { App, PostgresConnection } from './lite.js';
import { withPlainPath } from './plain-path.js';
import { silenceExpectedErrors } from './silence-expected-errors.js';
import { refuseDamagedText } from './refuse-damaged-text.js';

/** Seconds that running queries get when the cloud stops. */
const CLOSE_PATIENCE = 2;

/**
 * Seconds between two attempts to connect. PostgreSQL is on this machine and soon back; the driver's own pauses grow to
 * 20 seconds.
 */
const RECONNECT_DELAY = 0.1;

/** PostgREST and GoTrue in this process, on our PostgreSQL. */
export interface Lite {
    /** Answers a request. The address is that of the peer's socket, or null when it is unknown. */
    fetch(request: Request, peerAddress: string | null): Promise<Response>;
    close(): Promise<void>;
}

/**
 * Creates Supabase Lite for a migrated database.
 *
 * @param databaseUrl of the superuser, because Lite sets the role for each request
 * @param functions the functions that can be called
 * @param auth answers the requests to Auth that Lite does not answer as Supabase does
 * @param mailbox gets the mails of Lite
 * @throws StartUpError when Lite does not accept the configuration
 */
export function createLite(
    databaseUrl: string,
    config: SupabaseConfig,
    credentials: Credentials,
    functions: FunctionArguments,
    auth: Auth,
    mailbox: Mailbox
): Lite {
    silenceExpectedErrors();
    const connection = new PostgresConnection({
        url: databaseUrl,
        postgresOptions: { onnotice: () => undefined, backoff: () => RECONNECT_DELAY }
    });
    // Before its first request, Lite grants ALL on every table to anon and authenticated. This state tells Lite that it
    // has done so. Hosted Supabase keeps the grants of the migrations, and so do we.
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
            options: {
                server: { admin: false, disableStudio: true },
                drivers: {
                    // The front writes the mails of its requests itself.
                    email: { send: async mail => (writesMails() ? undefined : mailbox.send(mail)) }
                }
            }
        });
        return {
            fetch: async (request, peerAddress) => {
                const plain = withPlainPath(request);
                if (plain instanceof Response) {
                    return plain;
                }
                const checked = (await refuseDamagedText(plain)) ?? (await checkAuthRequest(plain));
                if (checked instanceof Response) {
                    return checked;
                }
                const lite = async (inner: Request): Promise<Response> => app.fetch(inner, { peerAddress });
                const answer = await auth.answer(checked, lite);
                if (answer !== undefined) {
                    return answer;
                }
                const given = await checkArguments(checked, functions);
                return given instanceof Response ? given : lite(given);
            },
            close: () => connection.driver.end({ timeout: CLOSE_PATIENCE })
        };
    } catch (error) {
        throw new StartUpError(`Supabase Lite does not accept supabase/config.toml: ${reason(error)}`, {
            cause: error
        });
    }
}

const faultSchema = z.object({ instanceLocation: z.string(), error: z.string(), data: z.unknown() });

/** The error of Lite when its schema refuses the configuration. */
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
