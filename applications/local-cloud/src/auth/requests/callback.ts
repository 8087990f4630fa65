// SPDX-License-Identifier: MIT

import type { PoolClient } from 'pg';
import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError, refusalOf } from '../auth-error.js';
import type { Attempt } from '../identities/attempt.js';
import { findLinking } from '../identities/linking.js';
import { completeSignIn, findSignIn } from '../identities/own-providers.js';
import { type ProviderProfile, readProfile } from '../identities/provider-profile.js';
import { addIdentity } from '../identities/user-identities.js';
import { withCode, withError, withSession } from '../redirect-answer.js';
import { createSession } from '../session.js';
import { inTransaction } from '../users/transaction.js';

/**
 * Completes a linking when the identity provider leads back, because Supabase Lite would sign in with the identity, and a
 * sign-in at a provider that Supabase Lite does not know.
 */
export const callback: AuthRequestHandler = async (context, request) => {
    const { searchParams } = new URL(request.url);
    const [state, code] = [searchParams.get('state') ?? '', searchParams.get('code') ?? ''];
    const linking = await findLinking(context.database, state);
    // Supabase Lite tells the application of a denied consent.
    if (searchParams.has('error') || code === '') {
        return context.lite(request);
    }
    if (linking !== undefined) {
        return finish(context, request, linking, code, async (client, profile) => {
            await addIdentity(client, linking, profile);
            return linking.userId;
        });
    }
    const signIn = await findSignIn(context.database, state);
    return signIn === undefined
        ? context.lite(request)
        : finish(context, request, signIn, code, (client, profile) => completeSignIn(client, signIn, profile));
};

/**
 * Completes an attempt with what the provider tells of the person.
 *
 * @param complete returns the user
 */
async function finish(
    context: AuthContext,
    request: Request,
    { provider, referrer, authCode }: Attempt,
    code: string,
    complete: (client: PoolClient, profile: ProviderProfile) => Promise<string>
): Promise<Response> {
    const target = referrer ?? context.settings.siteUrl;
    try {
        const profile = await profileOf(context, provider, code);
        const userId = await inTransaction(context.database, client => complete(client, profile));
        return redirect(
            authCode === null
                ? withSession(target, await createSession(context, request, userId, 'oauth'))
                : withCode(target, authCode)
        );
    } catch (error) {
        // Whatever it is, the person is led back instead of being stuck at an answer for programs.
        return redirect(withError(target, refusalOf(error), true));
    }
}

async function profileOf({ settings, url }: AuthContext, provider: string, code: string): Promise<ProviderProfile> {
    const client = settings.providerClients[provider];
    if (client === undefined) {
        throw new AuthError(400, 'oauth_provider_not_supported', 'Unsupported provider: provider is not enabled');
    }
    return readProfile(provider, client, code, client.redirectUri ?? `${url}/auth/v1/callback`);
}

function redirect(location: string): Response {
    return new Response(null, { status: 302, headers: { Location: location } });
}
