// SPDX-License-Identifier: MIT

import type { ClientBase } from 'pg';
import { AuthError, invalid } from '../auth-error.js';
import type { AuthSettings } from '../auth-settings.js';
import { isFresh, isToken } from '../codes.js';
import { type AuthUser, isBanned, lockUser } from './auth-user.js';
import { changeEmail, confirmUser, verifyIdentities } from './confirm-user.js';

export interface GivenCode {
    readonly type: string;
    /** That of the link, or the one that is derived from the address and the code. */
    readonly token: string;
    /** The address, for a code that somebody typed. Without it, the token is that of a link. */
    readonly email?: string;
}

export interface UsedCode {
    readonly userId: string;
    /** False when the other address must confirm, too. */
    readonly isDone: boolean;
}

type Purpose = 'confirmation' | 'recovery' | 'email_change';

const PURPOSES: Readonly<Record<string, readonly Purpose[]>> = {
    email: ['confirmation', 'recovery'],
    signup: ['confirmation'],
    invite: ['confirmation'],
    recovery: ['recovery'],
    magiclink: ['recovery'],
    email_change: ['email_change']
};

/** How the row of a code is found, when only its token is known. */
const TOKEN_CONDITIONS: Readonly<Record<Purpose, string>> = {
    confirmation: 'confirmation_token = $1',
    recovery: 'recovery_token = $1',
    email_change: 'email_change_token_current = $1 or email_change_token_new = $1'
};

/**
 * Uses a code: it counts once, while it is fresh, and does what its mail was for.
 *
 * @throws AuthError when it is wrong, used or expired, or its user is banned
 */
export async function useCode(client: ClientBase, settings: AuthSettings, given: GivenCode): Promise<UsedCode> {
    const purposes = Object.hasOwn(PURPOSES, given.type) ? (PURPOSES[given.type] ?? []) : [];
    if (purposes.length === 0 && given.email === undefined) {
        throw invalid('Invalid email verification type');
    }
    const user = await findUser(client, purposes, given);
    if (user === undefined) {
        throw expired(given);
    }
    if (isBanned(user)) {
        throw new AuthError(403, 'user_banned', 'User is banned');
    }
    const purpose = purposes.find(candidate => isValid(user, candidate, settings, given.token));
    switch (purpose) {
        case 'confirmation':
            await confirmUser(client, user);
            await verifyIdentities(client, user);
            return { userId: user.id, isDone: true };
        case 'recovery':
            await client.query("update auth.users set recovery_token = '', updated_at = now() where id = $1", [
                user.id
            ]);
            if (user.email_confirmed_at === null) {
                await confirmUser(client, user);
            }
            return { userId: user.id, isDone: true };
        case 'email_change':
            return useEmailChange(client, settings, user, given.token);
        case undefined:
            throw expired(given);
    }
}

async function findUser(
    client: ClientBase,
    purposes: readonly Purpose[],
    { token, email }: GivenCode
): Promise<AuthUser | undefined> {
    if (email === undefined) {
        return lockUser(client, purposes.map(purpose => TOKEN_CONDITIONS[purpose]).join(' or '), token);
    }
    return purposes.includes('email_change')
        ? ((await lockUser(client, "email_change = $1 and email_change_token_new <> ''", email)) ??
              lockUser(client, 'email = $1', email))
        : lockUser(client, 'email = $1', email);
}

function isValid(user: AuthUser, purpose: Purpose, { codeLifetime }: AuthSettings, token: string): boolean {
    switch (purpose) {
        case 'confirmation':
            return isToken(token, user.confirmation_token) && isFresh(user.confirmation_sent_at, codeLifetime);
        case 'recovery':
            return isToken(token, user.recovery_token) && isFresh(user.recovery_sent_at, codeLifetime);
        case 'email_change':
            return (
                (isToken(token, user.email_change_token_current) || isToken(token, user.email_change_token_new)) &&
                isFresh(user.email_change_sent_at, codeLifetime)
            );
    }
}

/** Uses one of the two codes for a new address. Supabase Lite changed it by the code of the old address alone. */
async function useEmailChange(
    client: ClientBase,
    { autoconfirm, confirmChangeTwice }: AuthSettings,
    user: AuthUser,
    token: string
): Promise<UsedCode> {
    const twice = !autoconfirm && confirmChangeTwice && (user.email ?? '') !== '';
    if (twice && user.email_change_confirm_status === 0) {
        const used = isToken(token, user.email_change_token_current) ? 'current' : 'new';
        await client.query(
            `update auth.users
             set email_change_confirm_status = 1, email_change_token_${used} = '', updated_at = now()
             where id = $1`,
            [user.id]
        );
        return { userId: user.id, isDone: false };
    }
    await changeEmail(client, user);
    return { userId: user.id, isDone: true };
}

function expired({ email }: GivenCode): AuthError {
    const message = email === undefined ? 'Email link is invalid or has expired' : 'Token has expired or is invalid';
    return new AuthError(403, 'otp_expired', message);
}
