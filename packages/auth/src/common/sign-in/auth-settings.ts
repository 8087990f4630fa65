// SPDX-License-Identifier: MIT

import { AuthApiError } from '@supabase/auth-js';
import { z } from 'zod';
import { authRequest } from './auth-request';
import { strangerError } from './describe-auth-error';

/** The parts of Supabase Auth's `/settings` that Sanyam uses. */
const serverSettingsSchema = z.object({
    external: z.looseObject({ email: z.boolean() }),
    disable_signup: z.boolean(),
    saml_enabled: z.boolean().default(false)
});

/** What `external` has beside identity providers. */
const NO_PROVIDERS = ['email', 'phone', 'anonymous_users'];

/** The sign-in methods of the auth server. The sign-in dialog is built from them. */
export interface AuthSettings {
    /** Whether users can sign in with an email: by password, link or code. */
    readonly offersEmail: boolean;
    /** Whether new users can sign up with email and password. */
    readonly offersSignUp: boolean;
    /** The identity providers that the server lists, and whether each is on. */
    readonly providers: ReadonlyMap<string, boolean>;
    /** Whether companies can sign in at identity providers of their own. */
    readonly offersSaml: boolean;
    /** The tiers that have an identity provider, if not all have it. */
    readonly tiersOf?: ReadonlyMap<string, readonly string[]>;
}

/**
 * Requests the sign-in methods of an auth server.
 *
 * @param authUrl the address of the auth server, without a trailing slash
 * @throws AuthError if the server cannot be reached or refuses, SignInError if it is not an auth server
 */
export async function fetchAuthSettings(authUrl: string, apiKey: string, send: typeof fetch): Promise<AuthSettings> {
    const response = await authRequest(send, `${authUrl}/settings`, { headers: { apikey: apiKey } });
    if (!response.ok) {
        // Without a code: an auth server refuses its settings to nobody, so the code would be that of another server.
        throw new AuthApiError(response.statusText, response.status, undefined);
    }
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = serverSettingsSchema.safeParse(body);
    if (!parsed.success) {
        throw strangerError(new URL(authUrl).host);
    }
    const { external, disable_signup, saml_enabled } = parsed.data;
    return {
        offersEmail: external.email,
        offersSignUp: external.email && !disable_signup,
        providers: new Map(
            Object.entries(external).flatMap(([id, isOn]) =>
                typeof isOn === 'boolean' && !NO_PROVIDERS.includes(id) ? [[id, isOn]] : []
            )
        ),
        offersSaml: saml_enabled
    };
}
