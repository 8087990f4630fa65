// SPDX-License-Identifier: MIT

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { challengeFields, checkChallenge, noteChallenge } from '../challenge.js';
import { sendCode } from '../mails/send-code.js';
import { findUserByEmail } from '../users/auth-user.js';
import { email, readBody, requireEmail } from './body.js';
import { signUpWith } from './sign-up.js';

const bodySchema = z.object({
    email: email.default(''),
    phone: z.string().default(''),
    channel: z.string().default(''),
    create_user: z.boolean().default(true),
    data: z.record(z.string(), z.unknown()).default({}),
    ...challengeFields
});

type MagicLink = z.infer<typeof bodySchema>;

/** A password that nobody knows, with a character of each kind. */
const strangePassword = (): string => `aA1!${randomBytes(24).toString('base64url')}`;

/** Sends a link and a code to sign in. Supabase Lite ignored where the link leads, and the challenge of PKCE. */
export const sendOtp: AuthRequestHandler = async (context, request) => {
    const body = await readBody(request.clone(), bodySchema);
    if (body.email !== '' && body.phone !== '') {
        throw invalid('Only an email address or phone number should be provided');
    }
    if (body.email !== '' && body.channel !== '') {
        throw invalid('Channel should only be specified with Phone OTP');
    }
    checkChallenge(body);
    if (body.email === '' && body.phone !== '') {
        throw new AuthError(400, 'phone_provider_disabled', 'Unsupported phone provider');
    }
    if (!body.create_user && (await findUserByEmail(context.database, body.email)) === undefined) {
        throw new AuthError(422, 'otp_disabled', 'Signups not allowed for otp');
    }
    if (body.email === '') {
        throw invalid('One of email or phone must be set');
    }
    return sendLink(context, request, body);
};

/** The older name of the same. */
export const sendMagicLink: AuthRequestHandler = async (context, request) => {
    const body = await readBody(request.clone(), bodySchema);
    if (body.email === '') {
        throw new AuthError(422, 'validation_failed', 'Password recovery requires an email');
    }
    checkChallenge(body);
    return sendLink(context, request, body);
};

async function sendLink(context: AuthContext, request: Request, body: MagicLink): Promise<Response> {
    const { settings, database, limits } = context;
    requireEmail(body.email);
    if (!settings.emailEnabled) {
        throw new AuthError(422, 'email_provider_disabled', 'Email logins are disabled');
    }
    const known = await findUserByEmail(database, body.email);
    if (known === undefined || known.email_confirmed_at === null) {
        const signedUp = await signUpWith(context, request, { ...body, password: strangePassword() }, 'link');
        if (!signedUp.ok) {
            return signedUp;
        }
        if (!settings.autoconfirm) {
            // The mail to confirm the address signs in, too.
            return Response.json({});
        }
    }
    limits.countMail('link', body.email);
    const user = known ?? (await findUserByEmail(database, body.email));
    if (user !== undefined) {
        await noteChallenge(database, user.id, 'magiclink', body);
        await sendCode(context, request, user, 'magic_link', body.code_challenge !== '');
    }
    return Response.json({});
}
