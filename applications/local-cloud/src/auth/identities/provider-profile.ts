// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { AuthError } from '../auth-error.js';
import type { ProviderClient } from '../auth-settings.js';

/** Milliseconds for an answer of a provider. */
const PATIENCE = 10_000;

/** Who somebody is at an identity provider, as `auth.identities` stores it. */
export interface ProviderProfile {
    readonly sub: string;
    readonly email?: string | undefined;
    readonly email_verified: boolean;
    readonly [claim: string]: unknown;
}

interface Provider {
    readonly tokenUrl: string;
    read(get: (url: string) => Promise<unknown>): Promise<ProviderProfile>;
}

const tokenSchema = z.object({ access_token: z.string().min(1) });

const gitHubUserSchema = z.object({
    id: z.union([z.number(), z.string()]).transform(String),
    login: z.string(),
    name: z.string().nullish(),
    avatar_url: z.string().nullish()
});

const gitHubEmailsSchema = z.array(z.object({ email: z.string(), verified: z.boolean(), primary: z.boolean() }));

const googleUserSchema = z.object({
    id: z.string(),
    name: z.string().optional(),
    picture: z.string().optional(),
    email: z.string().optional(),
    verified_email: z.boolean().default(false)
});

const openIdUserSchema = z.object({
    sub: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    email_verified: z.boolean().default(false)
});

const discoverySchema = z.object({
    issuer: z.string(),
    authorization_endpoint: z.url(),
    token_endpoint: z.url(),
    userinfo_endpoint: z.url()
});

/** A provider on a host of its own has its API below `/api/v3`. */
function gitHub(url: string | undefined): Provider {
    const api = url === undefined ? 'https://api.github.com' : `${url}/api/v3`;
    return {
        tokenUrl: `${url ?? 'https://github.com'}/login/oauth/access_token`,
        read: async get => {
            const user = gitHubUserSchema.parse(await get(`${api}/user`));
            const emails = gitHubEmailsSchema
                .parse(await get(`${api}/user/emails`))
                .filter(({ email }) => email !== '');
            const email = emails.find(({ primary }) => primary) ?? emails.at(-1);
            return {
                iss: api,
                sub: user.id,
                provider_id: user.id,
                user_name: user.login,
                preferred_username: user.login,
                ...(user.name && { name: user.name, full_name: user.name }),
                ...(user.avatar_url && { avatar_url: user.avatar_url }),
                email: email?.email.toLowerCase(),
                email_verified: email?.verified ?? false,
                phone_verified: false
            };
        }
    };
}

/** The addresses are Google's. `sendGoogleTo` sends these requests to a stand-in. */
function google(): Provider {
    return {
        tokenUrl: 'https://oauth2.googleapis.com/token',
        read: async get => {
            const user = googleUserSchema.parse(await get('https://www.googleapis.com/userinfo/v2/me'));
            return {
                iss: 'https://accounts.google.com',
                sub: user.id,
                provider_id: user.id,
                ...(user.name && { name: user.name, full_name: user.name }),
                ...(user.picture && { picture: user.picture, avatar_url: user.picture }),
                email: user.email?.toLowerCase(),
                email_verified: user.verified_email,
                phone_verified: false
            };
        }
    };
}

/** A provider that speaks OpenID Connect, at the address of its discovery. */
async function openId(url = ''): Promise<Provider> {
    const discovered = await discover(url);
    return {
        tokenUrl: discovered.token_endpoint,
        read: async get => {
            const user = openIdUserSchema.parse(await get(discovered.userinfo_endpoint));
            return {
                iss: discovered.issuer,
                sub: user.sub,
                provider_id: user.sub,
                ...(user.name && { name: user.name, full_name: user.name }),
                email: user.email?.toLowerCase(),
                email_verified: user.email_verified,
                phone_verified: false
            };
        }
    };
}

/** Asks a provider that speaks OpenID Connect for its addresses. */
export async function discover(url: string): Promise<z.infer<typeof discoverySchema>> {
    return discoverySchema.parse(await answerOf(`${url}/.well-known/openid-configuration`, {}));
}

function providerOf(name: string, url: string | undefined): Provider | Promise<Provider> {
    switch (name) {
        case 'github':
            return gitHub(url);
        case 'google':
            return google();
        default:
            return openId(url);
    }
}

/**
 * Exchanges the code of a provider, and asks who it belongs to.
 *
 * @param name of a provider that this cloud can sign in with
 * @param redirectUri the address to which the provider led back
 * @throws AuthError when the provider refuses the code, or names no email
 */
export async function readProfile(
    name: string,
    { clientId, secret, url }: ProviderClient,
    code: string,
    redirectUri: string
): Promise<ProviderProfile> {
    const provider = await providerOf(name, url);
    const token = await exchange(provider.tokenUrl, {
        client_id: clientId,
        client_secret: secret,
        code,
        redirect_uri: redirectUri,
        grant_type: 'authorization_code'
    }).catch((error: unknown) => {
        throw unexpected(`Unable to exchange external code: ${code.slice(0, 4)}`, error);
    });
    const get = async (address: string): Promise<unknown> =>
        answerOf(address, { headers: { Authorization: `Bearer ${token}` } });
    const profile = await provider.read(get).catch((error: unknown) => {
        throw unexpected('Error getting user profile from external provider', error);
    });
    if (profile.email === undefined) {
        throw new AuthError(500, 'unexpected_failure', 'Error getting user email from external provider');
    }
    return profile;
}

async function exchange(url: string, form: Readonly<Record<string, string>>): Promise<string> {
    const answer = await answerOf(url, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(form)
    });
    return tokenSchema.parse(answer).access_token;
}

async function answerOf(url: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) {
        throw new Error(`${url} answered ${response.status}`);
    }
    return response.json();
}

function unexpected(message: string, cause: unknown): AuthError {
    console.error('Auth:', cause);
    return new AuthError(500, 'unexpected_failure', message);
}
