// SPDX-License-Identifier: MIT

import { z } from 'zod';

/**
 * The one line of JSON that the local cloud prints on standard output when everything answers.
 * It is an interface to other programs: it may grow, but nothing in it changes.
 */
export const readyLineSchema = z.object({
    ready: z.literal(true),
    supabaseUrl: z.url(),
    anonKey: z.string().min(1),
    serviceRoleKey: z.string().min(1),
    jwtSecret: z.string().min(1),
    databaseUrl: z.url(),
    gatewayUrl: z.url().nullable(),
    /** As the role that the gateway logs in as; null where the migrations make none. */
    gatewayDatabaseUrl: z.url().nullable(),
    mailboxUrl: z.url().nullable(),
    stripeWebhookSecret: z.string().min(1).nullable()
});

export type ReadyLine = z.infer<typeof readyLineSchema>;
