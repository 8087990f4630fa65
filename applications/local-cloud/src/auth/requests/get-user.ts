// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { callerOf } from '../caller.js';
import { describeUser } from '../users/describe-user.js';

/** Tells users about themselves, but not those who are banned. */
export const getUser: AuthRequestHandler = async (context, request) => {
    const caller = await callerOf(context, request);
    return caller instanceof Response ? caller : Response.json(await describeUser(context.database, caller.user.id));
};
