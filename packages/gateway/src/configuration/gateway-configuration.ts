// SPDX-License-Identifier: MIT

import { type CloudConfiguration, isLoopback, readCloudConfiguration } from '@sanyam/types';
import { z } from 'zod';
import { type BillingSettings, readBillingSettings } from '../billing/billing-settings';
import type { SigningKey } from '../identity/signing-key';
import { type ProxySettings, trustedProxiesSchema } from './proxy-settings';

/** The configuration from the environment, read once. */
export interface GatewayConfiguration {
    readonly production: boolean;
    /** 0 takes a free port. */
    readonly port: number;
    readonly host: string;
    readonly corsOrigins: '*' | readonly string[];
    /** Where the proxies are that may say for whom they ask. */
    readonly trustedProxies: ProxySettings;
    /** The address for clients, if the operator sets one. */
    readonly publicUrl: string | undefined;
    /** Without it, every route that needs the cloud returns 503. */
    readonly cloud: CloudConfiguration | undefined;
    readonly serviceRoleKey: string | undefined;
    readonly signingKey: SigningKey | undefined;
    /** For the role `sanyam_gateway`. Without it, the gateway calls the database over PostgREST. */
    readonly databaseUrl: string | undefined;
    /** The maximum number of database connections. */
    readonly databasePoolSize: number;
    /** Whether this gateway may run jobs. Only one gateway runs a job at a time. */
    readonly runsJobs: boolean;
    /** Without it, nobody can buy a plan here. */
    readonly billing: BillingSettings | undefined;
}

/** On two cores, 8 to 16 connections serve as many requests as more do. */
const DEFAULT_POOL_SIZE = 12;

const DEFAULT_PORT = 4000;

/** RFC 7518, 3.2: a key for HS256 has at least the length of its hash, 32 bytes. */
const MIN_SECRET_LENGTH = 32;

const setting = z
    .string()
    .trim()
    .optional()
    .transform(value => (value === '' ? undefined : value));

const originSchema = z.string().refine(origin => URL.canParse(origin) && new URL(origin).origin === origin, {
    error: issue => `contains “${String(issue.input)}”. Use origins such as https://ide.example.com`
});

const corsOriginsSchema = z
    .string()
    .transform(text => text.split(',').map(origin => origin.trim()))
    .pipe(z.array(originSchema));

const privateKeySchema = z
    .string()
    .transform((text, context): unknown => {
        try {
            return JSON.parse(text);
        } catch {
            context.addIssue({ code: 'custom', message: 'must be a JWK, a key as one line of JSON' });
            return z.NEVER;
        }
    })
    .pipe(
        z.looseObject(
            {
                kty: z.literal('EC'),
                crv: z.literal('P-256'),
                x: z.string(),
                y: z.string(),
                d: z.string(),
                kid: z.string().optional()
            },
            { error: 'must be a private JWK for ES256: kty EC, crv P-256, x, y and d' }
        )
    );

/** Returns whether paths can be put after an address. */
function isBase({ username, href }: URL): boolean {
    return username === '' && !/[?#]/.test(href);
}

/** Returns whether the connection stays on this machine, or the address says how it is encrypted. */
function isPrivate(databaseUrl: string): boolean {
    if (!URL.canParse(databaseUrl)) {
        return true;
    }
    const { hostname, searchParams } = new URL(databaseUrl);
    return isLoopback(hostname) || searchParams.has('sslmode');
}

const environmentSchema = z.object({
    NODE_ENV: setting.pipe(z.string().default('development')),
    PORT: setting.pipe(
        z
            .string()
            .regex(/^\d{1,5}$/, 'must be a number')
            .transform(Number)
            .pipe(z.int().max(65_535, 'must be at most 65535'))
            .default(DEFAULT_PORT)
    ),
    HOST: setting,
    SANYAM_CORS_ORIGIN: setting,
    SANYAM_GATEWAY_URL: setting.pipe(
        z
            .url({ protocol: /^https?$/, error: 'must be an http or https address' })
            .refine(
                address => !URL.canParse(address) || isBase(new URL(address)),
                'must be an address without a user name, “?” or “#”'
            )
            .optional()
    ),
    SANYAM_TRUSTED_PROXIES: setting.pipe(trustedProxiesSchema.default([])),
    SANYAM_JOBS: setting.pipe(z.enum(['on', 'off'], 'must be on or off').default('on')),
    SUPABASE_SERVICE_ROLE_KEY: setting,
    SUPABASE_JWT_SECRET: setting.pipe(
        z.string().min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters`).optional()
    ),
    SUPABASE_JWT_PRIVATE_KEY: setting.pipe(privateKeySchema.optional()),
    DATABASE_URL: setting.pipe(
        z
            .url({
                protocol: /^postgres(ql)?$/,
                error: 'must be an address such as postgres://user@host:5432/postgres'
            })
            .refine(
                isPrivate,
                'must set the encryption for a server on another machine, for example ?sslmode=verify-full'
            )
            .optional()
    ),
    SANYAM_DATABASE_CONNECTIONS: setting.pipe(
        z
            .string()
            .regex(/^\d{1,4}$/, 'must be a number')
            .transform(Number)
            .pipe(z.int().min(1, 'must be at least 1').max(1000, 'must be at most 1000'))
            .default(DEFAULT_POOL_SIZE)
    )
});

/**
 * Reads the configuration from the environment.
 *
 * @throws Error with a sentence that names the variable and the problem, but never a secret value
 */
export function readGatewayConfiguration(
    environment: Readonly<Record<string, string | undefined>>
): GatewayConfiguration {
    const parsed = environmentSchema.safeParse(environment);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new Error(`${String(issue?.path[0])} ${issue?.message ?? 'is invalid'}.`);
    }
    const variables = parsed.data;
    const production = variables.NODE_ENV === 'production';
    const cloud = readCloudConfiguration(environment);
    if (cloud === undefined && variables.DATABASE_URL !== undefined) {
        throw new Error('DATABASE_URL is set, but SUPABASE_URL and SUPABASE_ANON_KEY are not. Set all three, or none.');
    }
    const billing = readBillingSettings(environment);
    if (billing !== undefined && (cloud === undefined || variables.SUPABASE_SERVICE_ROLE_KEY === undefined)) {
        throw new Error(
            'STRIPE_SECRET_KEY is set, but SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY are not. ' +
                'Billing needs them to change the plans of users.'
        );
    }
    return {
        production,
        port: variables.PORT,
        // In development, other machines can connect only if HOST is set.
        host: variables.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
        corsOrigins: corsOrigins(variables.SANYAM_CORS_ORIGIN, production),
        trustedProxies: variables.SANYAM_TRUSTED_PROXIES,
        publicUrl: variables.SANYAM_GATEWAY_URL?.replace(/\/+$/, ''),
        cloud,
        serviceRoleKey: variables.SUPABASE_SERVICE_ROLE_KEY,
        signingKey: signingKey(variables.SUPABASE_JWT_SECRET, variables.SUPABASE_JWT_PRIVATE_KEY),
        databaseUrl: variables.DATABASE_URL,
        databasePoolSize: variables.SANYAM_DATABASE_CONNECTIONS,
        runsJobs: variables.SANYAM_JOBS === 'on',
        billing
    };
}

function corsOrigins(text: string | undefined, production: boolean): '*' | readonly string[] {
    if (production && (text === undefined || text === '*')) {
        throw new Error(
            'SANYAM_CORS_ORIGIN must name the origins that may call this gateway from a browser, ' +
                'such as https://ide.example.com. In production it cannot be missing or “*”.'
        );
    }
    if (text === undefined || text === '*') {
        return '*';
    }
    const parsed = corsOriginsSchema.safeParse(text);
    if (!parsed.success) {
        throw new Error(`SANYAM_CORS_ORIGIN ${parsed.error.issues[0]?.message ?? 'is invalid'}.`);
    }
    return parsed.data;
}

function signingKey(
    secret: string | undefined,
    jwk: Readonly<Record<string, unknown>> | undefined
): SigningKey | undefined {
    if (secret !== undefined && jwk !== undefined) {
        throw new Error(
            'SUPABASE_JWT_SECRET and SUPABASE_JWT_PRIVATE_KEY are both set. Set only the one that signs tokens.'
        );
    }
    if (secret !== undefined) {
        return { kind: 'secret', secret };
    }
    return jwk === undefined ? undefined : { kind: 'private-key', jwk };
}
