// SPDX-License-Identifier: MIT

import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';
import { callerOf } from '../caller.js';
import { noteLinking } from '../identities/linking.js';
import { authorize } from './authorize.js';

/** Begins to link an identity provider to the caller. Supabase Lite links none. */
export const linkIdentity: AuthRequestHandler = async (context, request) => {
    const caller = await callerOf(context, request.clone());
    if (caller instanceof Response) {
        return caller;
    }
    requireManualLinking(context);
    const url = new URL(request.url);
    const isAnsweredAsJson = url.searchParams.get('skip_http_redirect') === 'true';
    url.searchParams.delete('skip_http_redirect');
    url.pathname = '/auth/v1/authorize';
    const response = await authorize(context, new Request(url, { headers: request.headers }));
    const location = response.headers.get('location');
    if (location === null) {
        return response;
    }
    await noteLinking(context.database, new URL(location).searchParams.get('state') ?? '', caller.user.id);
    return isAnsweredAsJson ? Response.json({ url: location }) : response;
};

/** @throws AuthError when the settings do not let users link and unlink providers */
export function requireManualLinking({ settings }: AuthContext): void {
    if (!settings.manualLinking) {
        throw new AuthError(404, 'manual_linking_disabled', 'Manual linking is disabled');
    }
}
