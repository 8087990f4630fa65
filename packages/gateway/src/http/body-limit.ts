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

/** How large a body may be before it is not worth reading. */
export class BodyLimit {
    private read: { readonly bytes: number; readonly at: number } | undefined;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly tiers: () => Promise<TierLimits[]>,
        private readonly now: () => number = Date.now
    ) {}

    /** In bytes. @throws CloudError SERVICE_UNAVAILABLE when the tiers cannot be read */
    async bytes(): Promise<number> {
        if (this.read === undefined || this.now() - this.read.at >= LIFETIME) {
            const sizes = (await this.tiers()).map(tier => tier.max_document_size_bytes);
            const largest = sizes.reduce<number>((most, size) => Math.max(most, size ?? WITHOUT_LIMIT), 0);
            this.read = { bytes: largest * LARGEST_ESCAPE + ENVELOPE, at: this.now() };
        }
        return this.read.bytes;
    }
}
