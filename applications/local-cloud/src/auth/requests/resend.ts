// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { challengeFields, checkChallenge, noteChallenge } from '../challenge.js';
import { sendCode, sendEmailChange } from '../mails/send-code.js';
import { findUserByEmail } from '../users/auth-user.js';
import { email, readBody, requireEmail } from './body.js';

const bodySchema = z.object({
    type: z.string().default(''),
    email: email.default(''),
    phone: z.string().default(''),
    ...challengeFields
});

/** Sends a mail again that waits for its user. Supabase Lite answered each of these requests with 429. */
export const resend: AuthRequestHandler = async (context, request) => {
    const { database, limits, settings } = context;
    const body = await readBody(request.clone(), bodySchema);
    if (!['signup', 'email_change', 'sms', 'phone_change'].includes(body.type)) {
        throw invalid('Missing one of these types: signup, email_change, sms, phone_change');
    }
    checkChallenge(body);
    if (body.type === 'signup' && body.email === '') {
        throw invalid('Type provided requires an email address');
    }
    if (body.type === 'sms' && body.phone === '') {
        throw invalid('Type provided requires a phone number');
    }
    if (body.email !== '' && body.phone !== '') {
        throw invalid('Only an email address or phone number should be provided.');
    }
    if (body.phone !== '') {
        throw new AuthError(400, 'phone_provider_disabled', 'Phone logins are disabled');
    }
    if (body.email === '') {
        throw invalid('Missing email address or phone number');
    }
    if (!settings.emailEnabled) {
        throw new AuthError(400, 'email_provider_disabled', 'Email logins are disabled');
    }
    requireEmail(body.email);
    const withChallenge = body.code_challenge !== '';
    if (body.type === 'signup') {
        limits.countMail('confirmation', body.email);
        const user = await findUserByEmail(database, body.email);
        if (user?.email_confirmed_at === null) {
            await noteChallenge(database, user.id, 'email/signup', body);
            await sendCode(context, request, user, 'confirmation', withChallenge);
        }
    } else if (body.type === 'email_change') {
        limits.countMail('email_change', body.email);
        const user = await findUserByEmail(database, body.email);
        if (user?.email_change) {
            await noteChallenge(database, user.id, 'email_change', body);
            await sendEmailChange(context, request, user, user.email_change, withChallenge);
        }
    }
    return Response.json({});
};
