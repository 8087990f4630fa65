// SPDX-License-Identifier: MIT

import { AuthApiError, AuthRetryableFetchError } from '@supabase/auth-js';
import { z } from 'zod';
import { describeAuthError, strangerError } from './describe-auth-error';

/** What Supabase Auth answers at `/settings`, as far as Sanyam uses it. */
const serverSettingsSchema = z.object({
    external: z.object({ email: z.boolean() }),
    disable_signup: z.boolean()
});

/** What the auth server offers; the sign-in dialog is drawn from it. */
export interface AuthSettings {
    /** Signing in with e-mail and password is possible. */
    readonly offersPassword: boolean;
    /** A new user may sign up with e-mail and password. */
    readonly offersSignUp: boolean;
}

/**
 * Asks an auth server what it offers.
 *
 * @param authUrl the address of the auth server, without a slash at its end
 * @throws SignInError when it cannot be reached, or is no auth server
 */
export async function fetchAuthSettings(authUrl: string, apiKey: string, send: typeof fetch): Promise<AuthSettings> {
    const { host } = new URL(authUrl);
    const response = await send(`${authUrl}/settings`, { headers: { apikey: apiKey } }).catch((error: unknown) => {
        throw describeAuthError(new AuthRetryableFetchError(String(error), 0), host);
    });
    if (response.status >= 500) {
        throw describeAuthError(new AuthRetryableFetchError(response.statusText, response.status), host);
    }
    if (!response.ok) {
        throw describeAuthError(new AuthApiError(response.statusText, response.status, undefined), host);
    }
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = serverSettingsSchema.safeParse(body);
    if (!parsed.success) {
        throw strangerError(host);
    }
    const { external, disable_signup } = parsed.data;
    return { offersPassword: external.email, offersSignUp: external.email && !disable_signup };
}
