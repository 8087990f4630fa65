// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { timestampSchema } from './cloud-document';

/** A session of a user: a device on which they are signed in. */
export const userSessionSchema = z.object({
    id: z.guid(),
    created_at: timestampSchema,
    /** When its access token was renewed last: exact to the lifetime of a token, an hour. */
    used_at: timestampSchema,
    /** The program that signed in or renewed the session last. Null if the server does not note it. */
    user_agent: z.string().nullable(),
    /** The network address of that program. Null if the server does not note it. */
    ip: z.string().nullable(),
    /** Whether it is the session that asked. */
    is_current: z.boolean()
});
export type UserSession = z.infer<typeof userSessionSchema>;

/** The sessions of a user: the one that asked first, then the ones used last. */
export const userSessionsSchema = z.object({
    /** At most 100. Empty if the server keeps no sessions. */
    items: z.array(userSessionSchema),
    total: z.int().nonnegative()
});
export type UserSessions = z.infer<typeof userSessionsSchema>;
