// SPDX-License-Identifier: MIT

import bcrypt from 'bcryptjs';
import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { weaknessOf } from '../password-rules.js';
import { type AuthUser, findUserByEmail, findUserById, isBanned } from '../users/auth-user.js';
import { email, readBody } from './body.js';

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
    const { database, renewals } = context;
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
    return renewals.run(token?.session_id ?? '', () => context.lite(request));
}

async function hasPassword({ encrypted_password: hash }: AuthUser, password: string): Promise<boolean> {
    return hash !== null && hash !== '' && bcrypt.compare(password, hash);
}

function wrongPassword(): AuthError {
    return new AuthError(400, 'invalid_credentials', 'Invalid login credentials');
}
