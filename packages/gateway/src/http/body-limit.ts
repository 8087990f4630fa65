// SPDX-License-Identifier: MIT

import type { TierLimits } from '@sanyam/types';

/**
 * Milliseconds after which the tiers are read again. This limit only bounds memory. The database checks each document.
 */
const LIFETIME = 60_000;

/**
 * How much larger a document can become in JSON. If a client escapes everything that is not ASCII, as Python's json
 * does, a letter of two bytes takes six.
 */
const LARGEST_ESCAPE = 3;

/** Bytes for the name, the language and the braces. */
const ENVELOPE = 65_536;

/** Bytes for a tier without a limit. A process can hold JSON of this size several times. */
const WITHOUT_LIMIT = 64 * 1024 * 1024;

/** The maximum size of a body in bytes. */
export interface BodySize {
    /** With its escapes, as it is sent. */
    readonly escaped: number;
    /** Without escapes. */
    readonly plain: number;
}

/** The limit for a body: the largest document of any tier, as JSON. */
export class BodyLimit {
    private read: { readonly size: BodySize; readonly at: number } | undefined;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly tiers: () => Promise<TierLimits[]>,
        private readonly now: () => number = Date.now
    ) {}

    /** Returns the maximum size. @throws CloudError SERVICE_UNAVAILABLE when the tiers cannot be read */
    async size(): Promise<BodySize> {
        if (this.read === undefined || this.now() - this.read.at >= LIFETIME) {
            const sizes = (await this.tiers()).map(tier => tier.max_document_size_bytes);
            const largest = sizes.reduce<number>((most, size) => Math.max(most, size ?? WITHOUT_LIMIT), 0);
            const size = { escaped: largest * LARGEST_ESCAPE + ENVELOPE, plain: largest + ENVELOPE };
            this.read = { size, at: this.now() };
        }
        return this.read.size;
    }
}
