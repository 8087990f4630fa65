// SPDX-License-Identifier: MIT

import type { SignedInUser } from '@sanyam/types';
import { z } from 'zod';

/** The parts of the auth client's stored session that matter here. */
const storedSessionSchema = z.object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1),
    user: z.object({ id: z.uuid(), email: z.string().default('') })
});

export interface StoredSession {
    readonly accessToken: string;
    readonly user: SignedInUser;
}

/** The session in `text`; `undefined` when the text is not one. */
export function parseStoredSession(text: string): StoredSession | undefined {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        // Not JSON is just one more way of not being a session.
        return undefined;
    }
    const parsed = storedSessionSchema.safeParse(value);
    return parsed.success
        ? {
              accessToken: parsed.data.access_token,
              user: { id: parsed.data.user.id, email: parsed.data.user.email }
          }
        : undefined;
}
