// SPDX-License-Identifier: MIT

import type { CallOptions } from './connection';

export interface IdempotencyOptions extends CallOptions {
    /**
     * Up to 255 characters. The same key and body within 24 hours have one effect and the same answer, also from
     * another process. Each call has a key of its own unless one is given, so that it can be sent again.
     */
    readonly idempotencyKey?: string | undefined;
}

export function idempotencyKey({ idempotencyKey }: IdempotencyOptions): Record<string, string> {
    return { 'Idempotency-Key': idempotencyKey ?? randomKey() };
}

/** Not `randomUUID`, which a browser has on secure pages only. */
function randomKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
