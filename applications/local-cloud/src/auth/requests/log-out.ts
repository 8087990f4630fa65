// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';

/** Signs out everywhere, unless the query names another scope. Supabase Lite ends only this session then. */
export const logOut: AuthRequestHandler = async ({ lite }, request) => {
    const url = new URL(request.url);
    if ((url.searchParams.get('scope') ?? '') === '') {
        url.searchParams.set('scope', 'global');
    }
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    return lite(new Request(url, { method: 'POST', headers }));
};
