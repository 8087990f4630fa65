// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { OWN_PROVIDERS } from '../identities/own-providers.js';

/** All providers that Supabase Auth lists, on offer or not. */
const PROVIDERS = [
    ...['apple', 'azure', 'bitbucket', 'discord', 'facebook', 'snapchat', 'figma', 'fly', 'github', 'gitlab', 'google'],
    ...['keycloak', 'kakao', 'linkedin', 'linkedin_oidc', 'notion', 'spotify', 'slack', 'slack_oidc', 'workos'],
    ...['twitch', 'twitter', 'zoom']
];

/** The providers that this cloud can sign in with. */
const AVAILABLE = ['github', 'google', ...OWN_PROVIDERS];

/** Tells which ways to sign in are on offer. A provider that is switched on, but does not work here, is not. */
export const showSettings: AuthRequestHandler = async ({ settings }) => {
    const isOffered = (name: string): boolean => AVAILABLE.includes(name) && settings.providers.includes(name);
    return Response.json({
        external: {
            anonymous_users: false,
            ...Object.fromEntries(PROVIDERS.map(name => [name, isOffered(name)])),
            email: settings.emailEnabled,
            phone: false
        },
        disable_signup: !settings.signUp,
        mailer_autoconfirm: settings.autoconfirm,
        phone_autoconfirm: false,
        sms_provider: '',
        saml_enabled: false,
        saml_private_key_next_configured: false,
        passkeys_enabled: false
    });
};
