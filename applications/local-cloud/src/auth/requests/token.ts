// SPDX-License-Identifier: MIT

import bcrypt from 'bcryptjs';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { weaknessOf } from '../password-rules.js';
import { type AuthUser, findUserByEmail, findUserById, isBanned } from '../users/auth-user.js';
import { email, readBody, withJson } from './body.js';

const passwordSchema = z.object({
    email: email.default(''),
    phone: z.string().default(''),
    password: z.string().default('')
});
const sessionSchema = z.record(z.string(), z.unknown());
const refreshSchema = z.object({ refresh_token: z.string().default('') });

/**
 * Issues sessions, but not to banned users, which Supabase Lite signs in. It also says “not confirmed” only to those who
 * know the password, and limits how often somebody can guess one.
 */
export const issueToken: AuthRequestHandler = async (context, request) => {
    switch (new URL(request.url).searchParams.get('grant_type')) {
        case 'password':
            return signIn(context, request);
        case 'refresh_token':
            return refresh(context, request);
        case 'pkce':
            return context.lite(request);
        default:
            throw new AuthError(400, 'invalid_credentials', 'unsupported_grant_type');
    }
};

async function signIn(context: AuthContext, request: Request): Promise<Response> {
    const { settings, database, limits } = context;
    const body = await readBody(request.clone(), passwordSchema);
    if (body.email !== '' && body.phone !== '') {
        throw invalid('Only an email address or phone number should be provided on login.');
    }
    if (body.phone !== '') {
        throw new AuthError(422, 'phone_provider_disabled', 'Phone logins are disabled');
    }
    if (body.email === '') {
        return context.lite(request);
    }
    if (!settings.emailEnabled) {
        throw new AuthError(422, 'email_provider_disabled', 'Email logins are disabled');
    }
    const user = await findUserByEmail(database, body.email);
    if (user !== undefined && isBanned(user)) {
        throw new AuthError(400, 'user_banned', 'User is banned');
    }
    const answer = await limits.attempt(
        'password',
        body.email,
        async () => {
            if (user?.email_confirmed_at === null && !(await hasPassword(user, body.password))) {
                throw wrongPassword();
            }
            return context.lite(request);
        },
        outcome => outcome instanceof AuthError || (outcome instanceof Response && outcome.status === 400)
    );
    const weakness = answer.ok ? weaknessOf(body.password, settings) : undefined;
    // An old password may be weaker than the rules of today. The session says so.
    return weakness === undefined
        ? answer
        : Response.json({ ...sessionSchema.parse(await answer.json()), weak_password: weakness });
}

async function refresh(context: AuthContext, request: Request): Promise<Response> {
    const { settings, database, renewals } = context;
    const body = await readBody(request.clone(), refreshSchema);
    const { rows } = await database.query<{ user_id: string; session_id: string | null }>(
        'select user_id, session_id from auth.refresh_tokens where token = $1',
        [body.refresh_token]
    );
    const [token] = rows;
    const user = token === undefined ? undefined : await findUserById(database, token.user_id);
    if (user !== undefined && isBanned(user)) {
        throw new AuthError(400, 'user_banned', 'Invalid Refresh Token: User Banned');
    }
    // Windows renew the session at the same time. Supabase Lite takes the later ones for thieves.
    return renewals.run(token?.session_id ?? '', async () => {
        const usable = await findReusable(database, body.refresh_token, settings.reuseInterval);
        return context.lite(usable === undefined ? request : withJson(request, { refresh_token: usable }));
    });
}

/**
 * Finds what a window that is several renewals late can renew with. Supabase Auth takes a used token for some seconds.
 * Supabase Lite takes only the one before the newest, and ends the session for an older one.
 *
 * @returns the token before the newest. Undefined: the token itself decides
 */
async function findReusable(database: Pool, token: string, seconds: number): Promise<string | undefined> {
    const { rows } = await database.query<{ parent: string }>(
        `select newest.parent from auth.refresh_tokens used
         join auth.refresh_tokens newest on newest.session_id = used.session_id and not newest.revoked
         where used.token = $1 and used.revoked and newest.parent <> used.token
            and used.updated_at > now() - make_interval(secs => $2)
         order by newest.created_at desc limit 1`,
        [token, seconds]
    );
    return rows[0]?.parent;
}

async function hasPassword({ encrypted_password: hash }: AuthUser, password: string): Promise<boolean> {
    return hash !== null && hash !== '' && bcrypt.compare(password, hash);
}

function wrongPassword(): AuthError {
    return new AuthError(400, 'invalid_credentials', 'Invalid login credentials');
}
