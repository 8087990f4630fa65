// SPDX-License-Identifier: MIT

import type { CallOptions } from './connection';

export interface IdempotencyOptions extends CallOptions {
    /**
     * Up to 255 characters. Within 24 hours, the same key and body have one effect and the same answer, even from
     * another process. Default: a new key for each call, so that retries are safe.
     */
    readonly idempotencyKey?: string | undefined;
}

export function idempotencyKey({ idempotencyKey }: IdempotencyOptions): Record<string, string> {
    return { 'Idempotency-Key': idempotencyKey ?? randomKey() };
}

/** Returns a random key. `randomUUID` would not work on insecure pages of a browser. */
function randomKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
