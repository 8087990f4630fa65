// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { challengeFields, checkChallenge, noteChallenge } from '../challenge.js';
import type { MailKind } from '../limits.js';
import { sendCode } from '../mails/send-code.js';
import { checkPassword } from '../password-rules.js';
import { createSession } from '../session.js';
import { findUserByEmail } from '../users/auth-user.js';
import { confirmUser } from '../users/confirm-user.js';
import { describeUser } from '../users/describe-user.js';
import { inTransaction } from '../users/transaction.js';
import { email, readBody, withJson } from './body.js';

const bodySchema = z.object({
    email: email.default(''),
    phone: z.string().default(''),
    password: z.string().default(''),
    data: z.record(z.string(), z.unknown()).default({}),
    ...challengeFields
});

/** Other requests sign up, too. */
const SIGN_UP = '/auth/v1/signup';

type SignUp = z.infer<typeof bodySchema>;

/**
 * Signs up. A known address gets the answer of a new one, as far as mails confirm addresses, so that the answer does not
 * tell who has an account. Supabase Lite told it by 429, and could not send the mail again.
 */
export const signUp: AuthRequestHandler = async (context, request) =>
    signUpWith(context, request, await readBody(request.clone(), bodySchema));

/**
 * Signs up with the fields of another request.
 *
 * @param kind what the user asks for
 */
export async function signUpWith(
    context: AuthContext,
    request: Request,
    body: SignUp,
    kind: MailKind = 'confirmation'
): Promise<Response> {
    const { settings, database, limits } = context;
    if (body.email === '' && body.phone === '') {
        return context.lite(withJson(request, body, SIGN_UP));
    }
    if (!settings.signUp) {
        throw new AuthError(422, 'signup_disabled', 'Signups not allowed for this instance');
    }
    if (body.password === '') {
        throw invalid('Signup requires a valid password');
    }
    checkPassword(body.password, settings);
    if (body.email !== '' && body.phone !== '') {
        throw invalid('Only an email address or phone number should be provided on signup.');
    }
    checkChallenge(body);
    if (body.phone !== '') {
        throw new AuthError(400, 'phone_provider_disabled', 'Phone signups are disabled');
    }
    if (!settings.emailEnabled) {
        throw new AuthError(400, 'email_provider_disabled', 'Email signups are disabled');
    }
    const known = await findUserByEmail(database, body.email);
    if (settings.autoconfirm) {
        if (known === undefined || known.email_confirmed_at !== null) {
            return context.lite(withJson(request, body, SIGN_UP));
        }
        // The password stays, because nobody has shown that the address is theirs.
        await inTransaction(database, client => confirmUser(client, known));
        return Response.json(await createSession(context, request, known.id, 'password'));
    }
    limits.countMail(kind, body.email);
    if (known !== undefined && known.email_confirmed_at !== null) {
        return Response.json(unknownUser(body));
    }
    const created = known === undefined ? await context.lite(withJson(request, body, SIGN_UP)) : undefined;
    if (created?.ok === false) {
        return created;
    }
    const user = known ?? (await findUserByEmail(database, body.email));
    if (user !== undefined) {
        await noteChallenge(database, user.id, 'email/signup', body);
        await sendCode(context, request, user, 'confirmation', body.code_challenge !== '');
    }
    return created ?? Response.json(await describeUser(database, known?.id ?? ''));
}

/** A user as a sign-up answers it, for an address that has an account already. Nothing of the account is in it. */
function unknownUser({ email: address, data }: SignUp): object {
    const now = new Date().toISOString();
    return {
        id: randomUUID(),
        aud: 'authenticated',
        role: '',
        email: address,
        phone: '',
        confirmation_sent_at: now,
        app_metadata: { provider: 'email', providers: ['email'] },
        user_metadata: data,
        identities: [],
        created_at: now,
        updated_at: now,
        is_anonymous: false
    };
}
