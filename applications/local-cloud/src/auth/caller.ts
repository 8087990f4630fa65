// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthContext } from './auth-context.js';
import { AuthError } from './auth-error.js';
import { type AuthUser, findUserById, isBanned } from './users/auth-user.js';

const claimsSchema = z.object({ sub: z.string(), session_id: z.string().optional() });

export interface Caller {
    readonly user: AuthUser;
    readonly sessionId: string | undefined;
}

/**
 * Returns who sends a request. Supabase Lite checks the token and the session, but lets banned users in.
 *
 * @returns the answer of Supabase Lite, if it refuses the token
 */
export async function callerOf(context: AuthContext, request: Request): Promise<Caller | Response> {
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    headers.delete('content-type');
    const response = await context.lite(new Request(new URL('/auth/v1/user', request.url), { headers }));
    if (!response.ok) {
        return response;
    }
    await response.body?.cancel();
    const [, payload = ''] = (headers.get('authorization') ?? '').split('.');
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    const user = await findUserById(context.database, claims.sub);
    if (user === undefined) {
        throw new AuthError(403, 'user_not_found', 'User from sub claim in JWT does not exist');
    }
    if (isBanned(user)) {
        throw new AuthError(403, 'user_banned', 'User is banned');
    }
    return { user, sessionId: claims.session_id };
}
