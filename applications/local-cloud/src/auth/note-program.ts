// SPDX-License-Identifier: MIT

import type { Pool } from 'pg';
import { z } from 'zod';

const grantSchema = z.object({ access_token: z.string() });
const claimsSchema = z.object({ session_id: z.string() });

/**
 * Completes the sessions that Supabase Lite creates and renews with the program that asks for them, so that users can tell
 * their devices apart. The address stays empty: on one machine, all are the same.
 *
 * @param request the request that came, with the name of the program
 * @param lite sends a request to Supabase Lite
 */
export function notingProgram(
    database: Pool,
    request: Request,
    lite: (request: Request) => Promise<Response>
): (request: Request) => Promise<Response> {
    const program = request.headers.get('user-agent') ?? '';
    return async inner => {
        const response = await lite(inner);
        const id = program === '' ? undefined : await sessionIn(response);
        if (id !== undefined) {
            await database.query('update auth.sessions set user_agent = $2 where id::text = $1', [id, program]);
        }
        return response;
    };
}

/** Returns the id of the session that a response grants. */
async function sessionIn(response: Response): Promise<string | undefined> {
    if (!response.ok || response.headers.get('content-type')?.includes('json') !== true) {
        return undefined;
    }
    const body: unknown = await response
        .clone()
        .json()
        .catch(() => undefined);
    const [, payload = ''] = grantSchema.safeParse(body).data?.access_token.split('.') ?? [];
    return payload === ''
        ? undefined
        : claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data?.session_id;
}
