// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Where the cloud is, as a client needs to know it. Everything in it is public. */
export const cloudConfigurationSchema = z.object({
    supabaseUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
    supabaseAnonKey: z.string().min(1)
});
export type CloudConfiguration = z.infer<typeof cloudConfigurationSchema>;

/** Bound only where a cloud is configured: a module that needs one binds nothing without it. */
export const CloudConfiguration = Symbol('CloudConfiguration');

const setting = z
    .string()
    .trim()
    .optional()
    .transform(value => (value === '' ? undefined : value));

const environmentSchema = z.object({ SUPABASE_URL: setting, SUPABASE_ANON_KEY: setting });

/**
 * The cloud that the environment names, or `undefined` when it names none.
 *
 * @throws Error with one sentence that names the variable and what is wrong with it
 */
export function readCloudConfiguration(
    environment: Readonly<Record<string, string | undefined>>
): CloudConfiguration | undefined {
    const { SUPABASE_URL, SUPABASE_ANON_KEY } = environmentSchema.parse(environment);
    if (SUPABASE_URL === undefined && SUPABASE_ANON_KEY === undefined) {
        return undefined;
    }
    if (SUPABASE_URL === undefined) {
        throw new Error(
            'SUPABASE_ANON_KEY is set but SUPABASE_URL is not. Set SUPABASE_URL too, or neither to work without a cloud.'
        );
    }
    if (SUPABASE_ANON_KEY === undefined) {
        throw new Error(
            'SUPABASE_URL is set but SUPABASE_ANON_KEY is not. Set SUPABASE_ANON_KEY too, or neither to work without a cloud.'
        );
    }
    const parsed = cloudConfigurationSchema.safeParse({
        supabaseUrl: SUPABASE_URL,
        supabaseAnonKey: SUPABASE_ANON_KEY
    });
    if (!parsed.success) {
        throw new Error(`SUPABASE_URL ${parsed.error.issues[0]?.message ?? 'is invalid'}.`);
    }
    return parsed.data;
}
