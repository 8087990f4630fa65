// SPDX-License-Identifier: MIT

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuthContext } from './auth-context.js';

const sessionSchema = z
    .object({
        access_token: z.string(),
        refresh_token: z.string(),
        token_type: z.string(),
        expires_in: z.number(),
        expires_at: z.number()
    })
    .loose();

export type Session = z.infer<typeof sessionSchema>;

/**
 * Creates a session for a user. Supabase Lite does it, in exchange for a code that only this function knows.
 *
 * @param request the request that signs the user in. A link has no key, so the session gets the public one.
 */
export async function createSession(
    context: AuthContext,
    request: Request,
    userId: string,
    method: string
): Promise<Session> {
    const verifier = randomBytes(32).toString('base64url');
    const code = randomUUID();
    await context.database.query(
        `insert into auth.flow_state
            (id, user_id, auth_code, auth_code_issued_at, authentication_method, provider_type,
             code_challenge, code_challenge_method)
         values (gen_random_uuid(), $1, $2, now(), $3, 'email', $4, 's256')`,
        [userId, code, method, createHash('sha256').update(verifier).digest('base64url')]
    );
    const response = await context.lite(
        new Request(new URL('/auth/v1/token?grant_type=pkce', request.url), {
            method: 'POST',
            headers: { apikey: context.anonKey, 'content-type': 'application/json' },
            body: JSON.stringify({ auth_code: code, code_verifier: verifier })
        })
    );
    const body: unknown = await response.json();
    if (!response.ok) {
        throw new Error(`Supabase Lite creates no session: ${response.status} ${JSON.stringify(body)}`);
    }
    return sessionSchema.parse(body);
}
