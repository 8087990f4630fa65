// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { tokenOf } from '../codes.js';
import { createSession } from '../session.js';
import { type GivenCode, useCode } from '../users/use-code.js';
import { inTransaction } from '../users/transaction.js';
import { isAddress } from '../address.js';
import { email, readBody } from './body.js';

const bodySchema = z.object({
    type: z.string().default(''),
    token: z.string().default(''),
    token_hash: z.string().default(''),
    email: email.default(''),
    phone: z.string().default(''),
    redirect_to: z.string().default('')
});

export const HALF_CONFIRMED = 'Confirmation link accepted. Please proceed to confirm link sent to the other email';

/** Exchanges a code that somebody typed, or the token of a link, for a session. */
export const verify: AuthRequestHandler = async (context, request) => {
    const body = await readBody(request.clone(), bodySchema);
    if (body.type === '') {
        throw invalid('Verify requires a verification type');
    }
    if ((body.token === '') === (body.token_hash === '')) {
        throw invalid('Verify requires either a token or a token hash');
    }
    if (body.token_hash !== '') {
        if (body.email !== '' || body.phone !== '' || body.redirect_to !== '') {
            throw invalid('Only the token_hash and type should be provided');
        }
        return context.limits.attempt(
            'link',
            '',
            () => exchange(context, request, { type: body.type, token: body.token_hash }),
            isExpired
        );
    }
    if ((body.email === '') === (body.phone === '')) {
        throw invalid('Only an email address or phone number should be provided on verify');
    }
    if (body.phone !== '') {
        // No phone has a code.
        throw new AuthError(403, 'otp_expired', 'Token has expired or is invalid');
    }
    if (!isAddress(body.email)) {
        throw new AuthError(422, 'validation_failed', 'Invalid email format');
    }
    const token = tokenOf(body.email, body.token);
    return context.limits.attempt(
        'code',
        body.email,
        () => exchange(context, request, { type: body.type, token, email: body.email }),
        isExpired
    );
};

/** Returns whether an attempt failed because its code or link is wrong, old or used. */
export function isExpired(outcome: unknown): boolean {
    return outcome instanceof AuthError && outcome.errorCode === 'otp_expired';
}

async function exchange(context: AuthContext, request: Request, given: GivenCode): Promise<Response> {
    const used = await inTransaction(context.database, client => useCode(client, context.settings, given));
    return used.isDone
        ? Response.json(await createSession(context, request, used.userId, 'otp'))
        : Response.json({ code: '200', msg: HALF_CONFIRMED });
}
