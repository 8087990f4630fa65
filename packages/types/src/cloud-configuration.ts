// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { readSignInProviders, signInProviderSchema, type SignInProvider } from './sign-in-provider';

/** Returns whether a Supabase key bypasses row-level security: an opaque secret key, or a JWT of the service role. */
function isSecretKey(key: string): boolean {
    const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(key)?.[1];
    return (
        key.startsWith('sb_secret_') ||
        (payload !== undefined && /"role"\s*:\s*"service_role"/.test(decodeBase64Url(payload)))
    );
}

function decodeBase64Url(text: string): string {
    try {
        return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    } catch {
        return '';
    }
}

/** Every browser receives it, so it has no password. */
const addressSchema = z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine(text => !URL.canParse(text) || !hasUser(new URL(text)), {
        error: 'must be an address without a user name or a password'
    });

/** The address and key of the cloud for clients. Both are public. */
export const cloudConfigurationSchema = z.object({
    supabaseUrl: addressSchema,
    supabaseAnonKey: z
        .string()
        .min(1)
        .refine(key => !isSecretKey(key), {
            error: 'is a secret key, which every browser would receive. Use the anon (publishable) key'
        }),
    /** The address of the REST API, without a slash at its end. The IDE needs it only to sell plans. */
    gatewayUrl: addressSchema.optional(),
    /** The identity providers that the operator announces. Without it, the auth server alone says what is on offer. */
    signInProviders: z.array(signInProviderSchema).readonly().optional()
});
export type CloudConfiguration = z.infer<typeof cloudConfigurationSchema>;

/** Bound only when a cloud is configured. Without it, modules that need a cloud bind nothing. */
export const CloudConfiguration = Symbol('CloudConfiguration');

const setting = z
    .string()
    .trim()
    .optional()
    .transform(value => (value === '' ? undefined : value));

/** Two names of the same. */
const PROVIDERS = ['SANYAM_OAUTH_PROVIDERS', 'SANYAM_AUTH_PROVIDERS'] as const;

const environmentSchema = z.object({
    SUPABASE_URL: setting,
    SUPABASE_ANON_KEY: setting,
    SANYAM_GATEWAY_URL: setting,
    SANYAM_OAUTH_PROVIDERS: setting,
    SANYAM_AUTH_PROVIDERS: setting
});

const VARIABLES: Readonly<Record<string, string>> = {
    supabaseAnonKey: 'SUPABASE_ANON_KEY',
    gatewayUrl: 'SANYAM_GATEWAY_URL'
};

/**
 * Returns the cloud that the environment configures, or `undefined` when it configures none.
 *
 * @throws Error with a sentence that names the variable and the problem
 */
export function readCloudConfiguration(
    environment: Readonly<Record<string, string | undefined>>
): CloudConfiguration | undefined {
    const variables = environmentSchema.parse(environment);
    const { SUPABASE_URL, SUPABASE_ANON_KEY, SANYAM_GATEWAY_URL } = variables;
    if (SUPABASE_URL === undefined && SUPABASE_ANON_KEY === undefined) {
        return undefined;
    }
    if (SUPABASE_URL === undefined) {
        throw new Error('SUPABASE_ANON_KEY is set, but SUPABASE_URL is not. Set both, or neither.');
    }
    if (SUPABASE_ANON_KEY === undefined) {
        throw new Error('SUPABASE_URL is set, but SUPABASE_ANON_KEY is not. Set both, or neither.');
    }
    const signInProviders = providersIn(variables);
    const parsed = cloudConfigurationSchema.safeParse({
        supabaseUrl: SUPABASE_URL,
        supabaseAnonKey: SUPABASE_ANON_KEY,
        ...(signInProviders === undefined ? {} : { signInProviders }),
        ...(SANYAM_GATEWAY_URL === undefined ? {} : { gatewayUrl: SANYAM_GATEWAY_URL.replace(/\/+$/, '') })
    });
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const variable = VARIABLES[String(issue?.path[0])] ?? 'SUPABASE_URL';
        throw new Error(`${variable} ${issue?.message ?? 'is invalid'}.`);
    }
    return parsed.data;
}

function providersIn(variables: z.infer<typeof environmentSchema>): readonly SignInProvider[] | undefined {
    const [name, ...others] = PROVIDERS.filter(variable => variables[variable] !== undefined);
    if (name === undefined) {
        return undefined;
    }
    if (others.length > 0) {
        throw new Error(`${PROVIDERS.join(' and ')} are both set. Set one of them.`);
    }
    try {
        return readSignInProviders(variables[name] ?? '');
    } catch (error) {
        throw new Error(`${name} ${error instanceof Error ? error.message : 'is invalid'}.`, { cause: error });
    }
}

function hasUser({ username, password }: URL): boolean {
    return username !== '' || password !== '';
}
