// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { AuthError, invalid } from '../auth-error.js';
import { callerOf } from '../caller.js';
import { sendCode } from '../mails/send-code.js';

/** Sends a code that shows that a user is still the one who signed in. */
export const reauthenticate: AuthRequestHandler = async (context, request) => {
    const caller = await callerOf(context, request.clone());
    if (caller instanceof Response) {
        return caller;
    }
    const { user } = caller;
    if ((user.email ?? '') === '') {
        throw invalid('Reauthentication requires the user to have an email or a phone number');
    }
    if (user.email_confirmed_at === null) {
        throw new AuthError(422, 'email_not_confirmed', 'Please verify your email first.');
    }
    context.limits.countMail('reauthentication', user.email ?? '');
    await sendCode(context, request, user, 'reauthentication', false);
    return Response.json({});
};
