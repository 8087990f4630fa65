// SPDX-License-Identifier: MIT

import type { TierLimits } from '@sanyam/types';

/** The tiers are read again after a minute: this only bounds memory, the database judges each document. */
const LIFETIME = 60_000;

/**
 * How much larger a document may become in JSON: two bytes of a letter are six when a client escapes all that is not
 * ASCII, as Python's json does.
 */
const LARGEST_ESCAPE = 3;

/** For the name, the language and the braces, in bytes. */
const ENVELOPE = 65_536;

/** Where a tier has no limit, in bytes: JSON that one process can hold a few times over. */
const WITHOUT_LIMIT = 64 * 1024 * 1024;

/** How large a body may be before it is not worth reading on, in bytes. */
export interface BodySize {
    /** As it is sent. */
    readonly escaped: number;
    /** As it would be without escapes. */
    readonly plain: number;
}

/** How large a body may be: as large as the largest document of any tier, in whichever way JSON has it. */
export class BodyLimit {
    private read: { readonly size: BodySize; readonly at: number } | undefined;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly tiers: () => Promise<TierLimits[]>,
        private readonly now: () => number = Date.now
    ) {}

    /** @throws CloudError SERVICE_UNAVAILABLE when the tiers cannot be read */
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
