// SPDX-License-Identifier: MIT

import type { Credentials } from '../data-folder/credentials.js';

export type GatewayEnvironment = Readonly<Record<string, string>>;

/** Variables that only the cloud sets. An .env file may name another project, or a server on the Internet. */
const OURS = [
    'SUPABASE_URL',
    'SUPABASE_ANON_KEY',
    'SUPABASE_SERVICE_ROLE_KEY',
    'SUPABASE_JWT_SECRET',
    'SUPABASE_JWT_PRIVATE_KEY',
    'DATABASE_URL',
    'SANYAM_GATEWAY_URL',
    'PORT',
    'HOST',
    'NODE_ENV'
];

/** Returns the part of the cloud's environment that the gateway inherits. */
export function inheritedEnvironment(environment: Readonly<Record<string, string | undefined>>): GatewayEnvironment {
    const inherited: Record<string, string> = {};
    for (const [name, value] of Object.entries(environment)) {
        if (value !== undefined && !OURS.includes(name)) {
            inherited[name] = value;
        }
    }
    return inherited;
}

/**
 * Returns the variables that connect a gateway to this cloud.
 *
 * @param databaseUrl for the gateway's role; undefined when the migrations create no such role
 */
export function gatewayEnvironment(
    supabaseUrl: string,
    credentials: Credentials,
    databaseUrl: string | undefined
): GatewayEnvironment {
    return {
        SUPABASE_URL: supabaseUrl,
        SUPABASE_ANON_KEY: credentials.anonKey,
        SUPABASE_SERVICE_ROLE_KEY: credentials.serviceRoleKey,
        SUPABASE_JWT_SECRET: credentials.jwtSecret,
        ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
        HOST: '127.0.0.1',
        NODE_ENV: 'development'
    };
}
