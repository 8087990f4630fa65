// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { challengeFields, checkChallenge } from '../challenge.js';
import { atServer } from '../google-address.js';
import { isOwnProvider, noteSignIn } from '../identities/own-providers.js';
import { discover } from '../identities/provider-profile.js';
import { redirectOf } from '../redirect.js';

/** Leads to the identity provider, at the address that the settings name. */
export const authorize: AuthRequestHandler = async (context, request) => {
    const { settings, lite } = context;
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
