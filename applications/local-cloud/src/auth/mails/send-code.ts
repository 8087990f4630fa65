// SPDX-License-Identifier: MIT

import type { AuthContext } from '../auth-context.js';
import { newCode } from '../codes.js';
import { redirectOf } from '../redirect.js';
import type { AuthUser } from '../users/auth-user.js';
import type { MailType } from './mail-types.js';

/** Where the token of a mail is stored. A link for a password and one to sign in replace each other. */
const COLUMNS = {
    confirmation: 'confirmation',
    magic_link: 'recovery',
    recovery: 'recovery',
    reauthentication: 'reauthentication'
} as const satisfies Partial<Record<MailType, string>>;

/** Sends a user a new code, which replaces the one before it. */
export async function sendCode(
    { settings, database, mailer }: AuthContext,
    request: Request,
    { id, email }: Pick<AuthUser, 'id' | 'email'>,
    type: keyof typeof COLUMNS,
    withChallenge: boolean
): Promise<void> {
    const to = email ?? '';
    const code = newCode(to, settings.codeLength, withChallenge);
    const column = COLUMNS[type];
    await database.query(
        `update auth.users set ${column}_token = $2, ${column}_sent_at = now(), updated_at = now() where id = $1`,
        [id, code.token]
    );
    mailer.send({ type, to, code, email: to, redirectTo: redirectOf(request, settings) });
}

/** Sends the codes for a new address: to it, and to the old one if both must confirm. */
export async function sendEmailChange(
    { settings, database, mailer }: AuthContext,
    request: Request,
    { id, email }: Pick<AuthUser, 'id' | 'email'>,
    newEmail: string,
    withChallenge: boolean
): Promise<void> {
    const old = email ?? '';
    const twice = settings.confirmChangeTwice && old !== '';
    const forNew = newCode(newEmail, settings.codeLength, withChallenge);
    const forOld = newCode(old, settings.codeLength, withChallenge);
    await database.query(
        `update auth.users
         set email_change = $2, email_change_token_new = $3, email_change_token_current = $4,
            email_change_sent_at = now(), email_change_confirm_status = 0, updated_at = now()
         where id = $1`,
        [id, newEmail, forNew.token, twice ? forOld.token : '']
    );
    const mail = { type: 'email_change', email: old, newEmail, redirectTo: redirectOf(request, settings) } as const;
    mailer.send({ ...mail, to: newEmail, code: forNew });
    if (twice) {
        mailer.send({ ...mail, to: old, code: forOld });
    }
}
