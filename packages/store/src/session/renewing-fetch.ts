// SPDX-License-Identifier: MIT

import type { AuthSession } from '@sanyam/types';
import { userOfToken } from './user-of-token';

const UNAUTHORIZED = 401;

/**
 * Returns a `fetch` that renews the token of a request that the server refuses with HTTP 401, and sends the request a
 * second time. The clock of this computer cannot say whether a token has expired: it may differ from the server's. A
 * refused request has changed nothing, so it can be repeated. A second refusal stands.
 *
 * Without a session, it sends nothing and returns HTTP 401: only users may call the functions, and a server that has to
 * say so writes each call to its log.
 */
export function renewingFetch(session: Partial<Pick<AuthSession, 'renewToken'>>, send: typeof fetch): typeof fetch {
    return async (input, init) => {
        const headers = new Headers(init?.headers);
        const refused = /^Bearer (.+)$/.exec(headers.get('Authorization') ?? '')?.[1];
        // Without a session, the client sends the public key as the token.
        if (refused === undefined || refused === headers.get('apikey')) {
            return Response.json({ message: 'Not signed in.' }, { status: UNAUTHORIZED });
        }
        const response = await send(input, init);
        if (response.status !== UNAUTHORIZED) {
            return response;
        }
        const token = await session.renewToken?.(refused);
        if (token === undefined || token === null || token === refused) {
            return response;
        }
        // In another window, somebody else has signed in since. The request is not theirs.
        if (userOfToken(token) !== userOfToken(refused)) {
            return response;
        }
        headers.set('Authorization', `Bearer ${token}`);
        return send(input, { ...init, headers });
    };
}
