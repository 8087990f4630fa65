// SPDX-License-Identifier: MIT

import type { SignedInUser } from '@sanyam/types';
import { z } from 'zod';

/** The parts of the auth client's stored session that Sanyam uses. */
const storedSessionSchema = z.object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1),
    user: z.object({ id: z.guid(), email: z.string().default('') })
});

export interface StoredSession {
    readonly accessToken: string;
    readonly refreshToken: string;
    readonly user: SignedInUser;
}

/** Returns the session in `text`, or `undefined` if the text is not a session. */
export function parseStoredSession(text: string): StoredSession | undefined {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        // Text that is not JSON is not a session.
        return undefined;
    }
    const parsed = storedSessionSchema.safeParse(value);
    return parsed.success
        ? {
              accessToken: parsed.data.access_token,
              refreshToken: parsed.data.refresh_token,
              user: { id: parsed.data.user.id, email: parsed.data.user.email }
          }
        : undefined;
}
