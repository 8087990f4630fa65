// SPDX-License-Identifier: MIT

import { resolve } from 'node:path';
import { z } from 'zod';
import { type AuthSettings, readAuthSettings } from '../auth/auth-settings.js';
import type { CloudOptions } from '../command-line.js';
import { StartUpError } from '../start-up-error.js';
import { readSupabaseConfig, type SupabaseConfig } from './config.js';

export interface CloudConfig extends SupabaseConfig {
    readonly settings: AuthSettings;
}

const objectSchema = z.record(z.string(), z.unknown());

/** Settings that Supabase Lite does not know, or reads otherwise: it counts the letters of a password, not the bytes. */
const OF_FRONT = ['rate_limit', 'minimum_password_length', 'password_requirements'];

/** Settings of emails that Supabase Lite does not know. */
const OF_FRONT_FOR_EMAILS = ['max_frequency', 'secure_password_change', 'template'];

/**
 * Reads the config.toml beside the migrations, with what the command line says instead.
 *
 * @throws StartUpError when a setting is invalid
 */
export async function readConfigOf({ migrationsFolder, confirmEmails, providers }: CloudOptions): Promise<CloudConfig> {
    const file = resolve(migrationsFolder, '..', 'config.toml');
    const { api, auth } = await readSupabaseConfig(file, process.env);
    const given = objectSchema.parse(auth['email'] ?? {});
    const email = confirmEmails ? { ...given, enable_confirmations: true } : given;
    const external = { ...objectSchema.parse(auth['external'] ?? {}), ...standIns(providers) };
    try {
        return {
            api,
            auth: {
                ...without(auth, OF_FRONT),
                // Its own default is 6 letters.
                minimum_password_length: 1,
                email: without(email, OF_FRONT_FOR_EMAILS),
                external
            },
            settings: readAuthSettings({ ...auth, email, external })
        };
    } catch (error) {
        if (error instanceof z.ZodError) {
            const faults = error.issues.map(({ path, message }) => `auth.${path.join('.')}: ${message}`);
            throw new StartUpError(`${file} is invalid: ${faults.join('; ')}.`, { cause: error });
        }
        throw error;
    }
}

function without(settings: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
}

/** Switches on the providers of the command line, which know this cloud by a name that is no secret. */
function standIns(providers: CloudOptions['providers']): Record<string, unknown> {
    return Object.fromEntries(
        providers.map(({ name, url }) => [name, { enabled: true, client_id: 'sanyam', secret: 'sanyam', url }])
    );
}
