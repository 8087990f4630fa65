// SPDX-License-Identifier: MIT

import type { AuthSession } from '@sanyam/types';

const UNAUTHORIZED = 401;

/**
 * Returns a `fetch` that renews the token of a request that the server refuses with HTTP 401, and sends the request a
 * second time. The clock of this computer cannot say whether a token has expired: it may differ from the server's. A
 * refused request has changed nothing, so it can be repeated. A second refusal stands.
 */
export function renewingFetch(session: Partial<Pick<AuthSession, 'renewToken'>>, send: typeof fetch): typeof fetch {
    return async (input, init) => {
        const response = await send(input, init);
        const headers = new Headers(init?.headers);
        const refused = /^Bearer (.+)$/.exec(headers.get('Authorization') ?? '')?.[1];
        // Without a session, the token is the public key.
        if (response.status !== UNAUTHORIZED || refused === undefined || refused === headers.get('apikey')) {
            return response;
        }
        const token = await session.renewToken?.(refused);
        if (token === undefined || token === null || token === refused) {
            return response;
        }
        headers.set('Authorization', `Bearer ${token}`);
        return send(input, { ...init, headers });
    };
}
