// SPDX-License-Identifier: MIT

import type { Pool } from 'pg';
import { z } from 'zod';
import { describeUser } from './describe-user.js';

/** An answer that is a user, and one with a session. */
const userSchema = z.object({ id: z.uuid(), aud: z.string() }).loose();
const sessionSchema = z.object({ access_token: z.string(), user: userSchema }).loose();

/** Describes the user of an answer as Supabase Auth does. Returns other answers as they are. */
export async function withDescribedUser(database: Pool, response: Response): Promise<Response> {
    if (!response.ok || response.headers.get('content-type')?.includes('json') !== true) {
        return response;
    }
    const body: unknown = await response.clone().json();
    const session = sessionSchema.safeParse(body);
    if (session.success) {
        const user = await describeUser(database, session.data.user.id);
        return withBody(response, { ...session.data, user: user ?? session.data.user });
    }
    const user = userSchema.safeParse(body);
    // A sign-up with a known address answers with a user that does not exist.
    return user.success ? withBody(response, (await describeUser(database, user.data.id)) ?? user.data) : response;
}

function withBody({ status, headers: given }: Response, body: object): Response {
    const headers = new Headers(given);
    headers.delete('content-length');
    return Response.json(body, { status, headers });
}
