// SPDX-License-Identifier: MIT

import { AuthRetryableFetchError } from '@supabase/auth-js';

/**
 * Sends a request that the auth client has no method for. Returns also a refusal: what it means differs.
 *
 * @throws AuthRetryableFetchError, as the auth client does, if the server cannot be reached or has an error
 */
export async function authRequest(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
    const response = await send(url, init).catch((error: unknown) => {
        throw new AuthRetryableFetchError(String(error), 0);
    });
    if (response.status >= 500) {
        throw new AuthRetryableFetchError(response.statusText, response.status);
    }
    return response;
}
