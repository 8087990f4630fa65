// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';
import { callerOf } from '../caller.js';
import { removeIdentity } from '../identities/user-identities.js';
import { inTransaction } from '../users/transaction.js';
import { requireManualLinking } from './link-identity.js';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Unlinks an identity from the caller. Supabase Lite unlinks none. */
export const unlinkIdentity: AuthRequestHandler = async (context, request) => {
    const caller = await callerOf(context, request.clone());
    if (caller instanceof Response) {
        return caller;
    }
    requireManualLinking(context);
    const id = new URL(request.url).pathname.replace(/\/$/, '').split('/').at(-1) ?? '';
    if (!UUID.test(id)) {
        throw new AuthError(404, 'validation_failed', 'identity_id must be an UUID');
    }
    const { autoconfirm } = context.settings;
    await inTransaction(context.database, client =>
        removeIdentity(client, caller.user.id, id.toLowerCase(), autoconfirm)
    );
    return Response.json({});
};
