// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { atServer } from '../google-address.js';

/** Leads to the identity provider, at the address that the settings name. */
export const authorize: AuthRequestHandler = async ({ settings, lite }, request) => {
    const response = await lite(request);
    const location = response.headers.get('location');
    if (location === null || settings.googleUrl === undefined) {
        return response;
    }
    const headers = new Headers(response.headers);
    headers.set('Location', atServer(location, settings.googleUrl));
    headers.delete('Content-Length');
    return new Response(null, { status: response.status, headers });
};
