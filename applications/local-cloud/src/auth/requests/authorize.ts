// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { challengeFields, checkChallenge } from '../challenge.js';
import { atServer } from '../google-address.js';
import { isOwnProvider, noteSignIn } from '../identities/own-providers.js';
import { discover } from '../identities/provider-profile.js';
import { redirectOf } from '../redirect.js';

/** What a provider hears from the server alone. Supabase Lite would let a request say it, and so send the code elsewhere. */
const OF_SERVER = ['client_id', 'client_secret', 'redirect_uri', 'response_type', 'state', 'code_verifier'];

/** Leads to the identity provider, at the address that the settings name. */
export const authorize: AuthRequestHandler = async (context, asked) => {
    const { settings, lite } = context;
    const request = withoutParametersOfServer(asked);
    const name = new URL(request.url).searchParams.get('provider') ?? '';
    if (isOwnProvider(settings, name)) {
        return leadTo(context, request, name);
    }
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

function withoutParametersOfServer(request: Request): Request {
    const url = new URL(request.url);
    for (const name of [...url.searchParams.keys()]) {
        if (OF_SERVER.includes(name.toLowerCase())) {
            url.searchParams.delete(name);
        }
    }
    return new Request(url, { headers: request.headers });
}

/** Leads to a provider that Supabase Lite does not know. */
async function leadTo({ settings, database, url }: AuthContext, request: Request, name: string): Promise<Response> {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const challenge = z.object(challengeFields).parse(query);
    checkChallenge(challenge);
    const client = settings.providerClients[name];
    const target = new URL((await discover(client?.url ?? '')).authorization_endpoint);
    target.search = new URLSearchParams({
        client_id: client?.clientId ?? '',
        redirect_uri: client?.redirectUri ?? `${url}/auth/v1/callback`,
        response_type: 'code',
        scope: 'openid email profile',
        state: await noteSignIn(database, name, redirectOf(request, settings), challenge)
    }).toString();
    return new Response(null, { status: 302, headers: { Location: target.href } });
}
