// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { StartUpError } from '../start-up-error.js';
import { ifExists } from '../data-folder/if-exists.js';

/** The sections that the local cloud uses. The others are for the Supabase CLI. */
const configSchema = z.object({
    api: z.record(z.string(), z.unknown()).default({}),
    auth: z.record(z.string(), z.unknown()).default({})
});

export type SupabaseConfig = z.infer<typeof configSchema>;

const REFERENCE = /^env\((?<name>[A-Za-z_][A-Za-z0-9_]*)\)$/;

/**
 * Reads `config.toml` as the Supabase CLI does, including `env(NAME)`. Without the file, Supabase's defaults apply.
 *
 * @throws StartUpError when the file is not valid TOML
 */
export async function readSupabaseConfig(
    file: string,
    environment: Readonly<Record<string, string | undefined>>
): Promise<SupabaseConfig> {
    const text = (await ifExists(readFile(file, 'utf8'))) ?? '';
    try {
        return configSchema.parse(resolveReferences(parse(text), environment));
    } catch (error) {
        throw new StartUpError(`Could not read ${file}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error
        });
    }
}

function resolveReferences(value: unknown, environment: Readonly<Record<string, string | undefined>>): unknown {
    if (typeof value === 'string') {
        const name = REFERENCE.exec(value)?.groups?.['name'];
        return name === undefined ? value : (environment[name] ?? '');
    }
    if (Array.isArray(value)) {
        return value.map(item => resolveReferences(item, environment));
    }
    if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
        return Object.fromEntries(
            Object.entries(value).map(([key, item]) => [key, resolveReferences(item, environment)])
        );
    }
    return value;
}
