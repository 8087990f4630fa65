// SPDX-License-Identifier: MIT

import { z } from 'zod';

/**
 * The line of JSON that the local cloud prints on standard output as soon as everything answers.
 * Other programs parse it: fields may be added, but not changed.
 */
export const readyLineSchema = z.object({
    ready: z.literal(true),
    supabaseUrl: z.url(),
    anonKey: z.string().min(1),
    serviceRoleKey: z.string().min(1),
    jwtSecret: z.string().min(1),
    databaseUrl: z.url(),
    gatewayUrl: z.url().nullable(),
    /** For the database role of the gateway. Null when the migrations create no such role. */
    gatewayDatabaseUrl: z.url().nullable(),
    /** The page with the mails of the cloud, and Mailpit's API. */
    mailboxUrl: z.url(),
    /** Where programs send mails for the mailbox. */
    smtpUrl: z.url(),
    stripeWebhookSecret: z.string().min(1).nullable()
});

export type ReadyLine = z.infer<typeof readyLineSchema>;
