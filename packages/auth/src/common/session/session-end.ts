// SPDX-License-Identifier: MIT

import type { SessionEnd } from '@sanyam/types';
import { z } from 'zod';

const sessionEndSchema = z.enum(['revoked', 'locked', 'deleted', 'unreadable']) satisfies z.ZodType<SessionEnd>;

/** Returns the reason that another window stored when the session ended, or `undefined`. */
export function parseSessionEnd(text: string | null): SessionEnd | undefined {
    return sessionEndSchema.safeParse(text).data;
}
