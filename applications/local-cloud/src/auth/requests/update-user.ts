// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';
import { type Caller, callerOf } from '../caller.js';
import { challengeFields, checkChallenge, noteChallenge } from '../challenge.js';
import { isFresh, isToken, tokenOf } from '../codes.js';
import { sendEmailChange } from '../mails/send-code.js';
import { checkPassword } from '../password-rules.js';
import { type AuthUser, findUserByEmail } from '../users/auth-user.js';
import { email, readBody, requireEmail, withJson } from './body.js';

const bodySchema = z.object({
    email: email.default(''),
    password: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    nonce: z.string().default(''),
    app_metadata: z.unknown().optional(),
    ...challengeFields
});

/** Seconds after which a session is too old for a new password. */
const RECENT = 86_400;

/** Changes the user. A new email needs mails to both addresses, a new password ends all other sessions. */
export const updateUser: AuthRequestHandler = async (context, request) => {
    const { settings, database, limits } = context;
    const body = await readBody(request.clone(), bodySchema);
    const caller = await callerOf(context, request.clone());
    if (caller instanceof Response) {
        return caller;
    }
    const { user } = caller;
    const newEmail = body.email !== '' && body.email !== user.email ? body.email : undefined;
    if (body.email !== '') {
        requireEmail(body.email);
    }
    if (body.password !== undefined) {
        checkPassword(body.password, settings);
    }
    checkChallenge(body);
    if (body.app_metadata !== undefined && body.app_metadata !== null) {
        throw new AuthError(403, 'not_admin', 'Updating app_metadata requires admin privileges');
    }
    if (newEmail !== undefined) {
        if ((await findUserByEmail(database, newEmail)) !== undefined) {
            throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered');
        }
        limits.countMail('email_change', user.email ?? user.id);
    }
    if (body.password !== undefined) {
        await requireRecentSession(context, caller, body.nonce);
    }
    const { password, data } = body;
    const changed = await context.lite(
        withJson(request, { ...(password !== undefined && { password }), ...(data !== undefined && { data }) })
    );
    if (!changed.ok) {
        return changed;
    }
    if (password !== undefined) {
        await endOtherSessions(context, caller);
    }
    if (newEmail === undefined) {
        return changed;
    }
    await noteChallenge(database, user.id, 'email_change', body);
    await sendEmailChange(context, request, user, newEmail, body.code_challenge !== '');
    const headers = { apikey: context.anonKey, authorization: request.headers.get('authorization') ?? '' };
    return context.lite(new Request(new URL('/auth/v1/user', request.url), { headers }));
};

/** @throws AuthError when the session is old, the settings want a code then, and there is none or a wrong one */
async function requireRecentSession(
    { settings, database, limits }: AuthContext,
    { user, sessionId }: Caller,
    nonce: string
): Promise<void> {
    if (!settings.securePasswordChange) {
        return;
    }
    const { rows } = await database.query(
        `select from auth.sessions where id = $1 and created_at > now() - make_interval(secs => $2)`,
        [sessionId ?? null, RECENT]
    );
    if (rows.length > 0) {
        return;
    }
    if (nonce === '') {
        throw new AuthError(400, 'reauthentication_needed', 'Password update requires reauthentication');
    }
    await limits.attempt(
        'code',
        user.email ?? user.id,
        async () => {
            if (!isNonce(user, nonce, settings.codeLifetime)) {
                throw new AuthError(422, 'reauthentication_not_valid', 'Nonce has expired or is invalid');
            }
            await database.query("update auth.users set reauthentication_token = '' where id = $1", [user.id]);
        },
        outcome => outcome instanceof AuthError
    );
}

function isNonce({ email: address, ...user }: AuthUser, nonce: string, lifetime: number): boolean {
    const token = tokenOf(address ?? '', nonce);
    return isToken(token, user.reauthentication_token) && isFresh(user.reauthentication_sent_at, lifetime);
}

/** Whoever knew the old password is signed out, and the codes of earlier mails no longer count. */
async function endOtherSessions({ database }: AuthContext, { user, sessionId }: Caller): Promise<void> {
    await database.query(
        `update auth.users
         set confirmation_token = '', confirmation_sent_at = null, recovery_token = '', recovery_sent_at = null,
            email_change_token_current = '', email_change_token_new = '', email_change_sent_at = null,
            reauthentication_token = '', reauthentication_sent_at = null
         where id = $1`,
        [user.id]
    );
    await database.query('delete from auth.sessions where user_id = $1 and id is distinct from $2', [
        user.id,
        sessionId ?? null
    ]);
}
