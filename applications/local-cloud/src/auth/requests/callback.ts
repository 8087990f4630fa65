// SPDX-License-Identifier: MIT

import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';
import { findLinking, type Linking } from '../identities/linking.js';
import { completeSignIn, findSignIn, type OwnSignIn } from '../identities/own-providers.js';
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
    const linking = await findLinking(context.database, searchParams.get('state') ?? '');
    const code = searchParams.get('code') ?? '';
    // Supabase Lite tells the application of a denied consent.
    if (searchParams.has('error') || code === '') {
        return context.lite(request);
    }
    if (linking === undefined) {
        const signIn = await findSignIn(context.database, searchParams.get('state') ?? '');
        return signIn === undefined ? context.lite(request) : signInWith(context, request, signIn, code);
    }
    const target = linking.referrer ?? context.settings.siteUrl;
    try {
        await link(context, linking, code);
        const location =
            linking.authCode === null
                ? withSession(target, await createSession(context, request, linking.userId, 'oauth'))
                : withCode(target, linking.authCode);
        return redirect(location);
    } catch (error) {
        if (error instanceof AuthError) {
            return redirect(withError(target, error, true));
        }
        throw error;
    }
};

/** Completes a sign-in with a provider that Supabase Lite does not know. */
async function signInWith(context: AuthContext, request: Request, signIn: OwnSignIn, code: string): Promise<Response> {
    const target = signIn.referrer ?? context.settings.siteUrl;
    try {
        const profile = await profileOf(context, signIn.provider, code);
        const userId = await inTransaction(context.database, client => completeSignIn(client, signIn, profile));
        return redirect(
            signIn.authCode === null
                ? withSession(target, await createSession(context, request, userId, 'oauth'))
                : withCode(target, signIn.authCode)
        );
    } catch (error) {
        if (error instanceof AuthError) {
            return redirect(withError(target, error, true));
        }
        throw error;
    }
}

async function link(context: AuthContext, linking: Linking, code: string): Promise<void> {
    const profile = await profileOf(context, linking.provider, code);
    await inTransaction(context.database, connection => addIdentity(connection, linking, profile));
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
