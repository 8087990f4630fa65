// SPDX-License-Identifier: MIT

import { z } from 'zod';

const claimsSchema = z.object({ iat: z.number(), exp: z.number() });

/** Returns for how many seconds an access token was issued; `undefined` if it does not say. */
export function tokenLifetime(token: string): number | undefined {
    const [, payload = ''] = token.split('.');
    try {
        const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
        const { iat, exp } = claimsSchema.parse(JSON.parse(text));
        return Math.max(0, exp - iat);
    } catch {
        return undefined;
    }
}
