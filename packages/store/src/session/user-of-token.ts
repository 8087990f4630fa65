// SPDX-License-Identifier: MIT

import { z } from 'zod';

const payloadSchema = z.object({ sub: z.string() });

/** Returns the id of the user whom a token (a JWT) names, without checking it; `undefined` if it names none. */
export function userOfToken(token: string): string | undefined {
    const payload = token.split('.')[1] ?? '';
    try {
        return payloadSchema.safeParse(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))).data?.sub;
    } catch {
        return undefined;
    }
}
