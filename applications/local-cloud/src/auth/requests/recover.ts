// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthRequestHandler } from '../auth-context.js';
import { invalid } from '../auth-error.js';
import { challengeFields, checkChallenge, noteChallenge } from '../challenge.js';
import { sendCode } from '../mails/send-code.js';
import { findUserByEmail } from '../users/auth-user.js';
import { email, readBody, requireEmail } from './body.js';

const bodySchema = z.object({ email: email.default(''), ...challengeFields });

/** Sends a link and a code for a new password. The answer is the same for an address without an account. */
export const recover: AuthRequestHandler = async (context, request) => {
    const body = await readBody(request.clone(), bodySchema);
    if (body.email === '') {
        throw invalid('Password recovery requires an email');
    }
    requireEmail(body.email);
    checkChallenge(body);
    context.limits.countMail('link', body.email);
    const user = await findUserByEmail(context.database, body.email);
    if (user !== undefined) {
        await noteChallenge(context.database, user.id, 'recovery', body);
        await sendCode(context, request, user, 'recovery', body.code_challenge !== '');
    }
    return Response.json({});
};
