// SPDX-License-Identifier: MIT

import type { AuthContext, AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';
import { findLinking, type Linking } from '../identities/linking.js';
import { readProfile } from '../identities/provider-profile.js';
import { addIdentity } from '../identities/user-identities.js';
import { withCode, withError, withSession } from '../redirect-answer.js';
import { createSession } from '../session.js';
import { inTransaction } from '../users/transaction.js';

/** Completes a linking when the identity provider leads back. Supabase Lite would sign in with the identity. */
export const callback: AuthRequestHandler = async (context, request) => {
    const { searchParams } = new URL(request.url);
    const linking = await findLinking(context.database, searchParams.get('state') ?? '');
    const code = searchParams.get('code') ?? '';
    // Supabase Lite tells the application of a denied consent.
    if (linking === undefined || searchParams.has('error') || code === '') {
        return context.lite(request);
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

async function link({ settings, database, url }: AuthContext, linking: Linking, code: string): Promise<void> {
    const client = settings.providerClients[linking.provider];
    if (client === undefined) {
        throw new AuthError(400, 'oauth_provider_not_supported', 'Unsupported provider: provider is not enabled');
    }
    const redirectUri = client.redirectUri ?? `${url}/auth/v1/callback`;
    const profile = await readProfile(linking.provider, client, code, redirectUri);
    await inTransaction(database, connection => addIdentity(connection, linking, profile));
}

function redirect(location: string): Response {
    return new Response(null, { status: 302, headers: { Location: location } });
}
