// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { callerOf } from '../caller.js';

/** Signs out everywhere, unless the query names another scope. Supabase Lite ends only this session then. */
export const logOut: AuthRequestHandler = async (context, request) => {
    const caller = await callerOf(context, request.clone());
    if (caller instanceof Response) {
        return caller;
    }
    const url = new URL(request.url);
    if ((url.searchParams.get('scope') ?? '') === '') {
        url.searchParams.set('scope', 'global');
    }
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    return context.lite(new Request(url, { method: 'POST', headers }));
};
