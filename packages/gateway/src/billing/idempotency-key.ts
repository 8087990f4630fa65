// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';

/** Returns an idempotency key for a call with these parts. Stripe answers the same to the same key for a day. */
export function keyOf(purpose: string, ...parts: readonly string[]): string {
    const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    return `sanyam-${purpose}-${hash}`;
}
