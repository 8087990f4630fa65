// SPDX-License-Identifier: MIT

import { AuthApiError } from '@supabase/auth-js';
import { z } from 'zod';
import type { AuthConnection } from '../session/auth-connection';
import type { SessionClient } from '../session/session-client';
import { authRequest } from './auth-request';
import type { RedirectMethod } from './methods/sign-in-method';

const refusalSchema = z.object({
    error_code: z.string().optional(),
    code: z.unknown(),
    msg: z.string().optional(),
    message: z.string().optional()
});

/**
 * Returns the address at which an identity provider signs in. The client has stored the verifier of PKCE by then.
 *
 * @throws AuthError if the auth server refuses the provider, or cannot be reached
 */
export async function requestProviderAddress(
    client: SessionClient,
    connection: Pick<AuthConnection, 'fetch'>,
    method: RedirectMethod,
    redirectTo: string
): Promise<string> {
    const options = { redirectTo, skipBrowserRedirect: true };
    if (method.kind === 'sso') {
        const { data, error } = await client.signInWithSSO({ domain: method.domain, options });
        if (error) {
            throw error;
        }
        return data.url;
    }
    // The server decides which providers there are, and may have one that the client does not know.
    const provider = method.provider as Parameters<SessionClient['signInWithOAuth']>[0]['provider'];
    const { data, error } = await client.signInWithOAuth({ provider, options });
    if (error) {
        throw error;
    }
    const url = new URL(data.url);
    url.searchParams.delete('skip_http_redirect');
    await probe(url.href, connection);
    return url.href;
}

/** Asks for the address without following it: otherwise an error of the server would replace the page of the program. */
async function probe(url: string, connection: Pick<AuthConnection, 'fetch'>): Promise<void> {
    const response = await authRequest(connection.fetch, url, { redirect: 'manual' });
    if (response.status >= 400) {
        const body: unknown = await response.json().catch(() => undefined);
        const { error_code, code, msg, message } = refusalSchema.safeParse(body).data ?? {};
        const named = error_code ?? (typeof code === 'string' ? code : undefined);
        throw new AuthApiError(msg ?? message ?? response.statusText, response.status, named);
    }
}
