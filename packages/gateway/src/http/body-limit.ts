// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { Plan } from '../admission/admission';

/**
 * How much larger a document can become in JSON. If a client escapes everything that is not ASCII, as Python's json
 * does, a letter of two bytes takes six.
 */
const LARGEST_ESCAPE = 3;

/** Bytes for the name, the language and the braces. */
const ENVELOPE = 65_536;

/** Bytes of a document in a plan without a limit. A process can hold JSON of this size several times. */
const WITHOUT_LIMIT = 64 * 1024 * 1024;

/** Bytes of a body without a document. A name of 255 characters takes 1.5 KB when each of them is escaped. */
const SMALL = 16 * 1024;

/** The maximum size of a body in bytes. */
export interface BodySize {
    /** With its escapes, as it is sent. */
    readonly escaped: number;
    /** Without escapes. */
    readonly plain: number;
}

/** The limit for the body of one request. */
export interface BodyLimit {
    readonly size: BodySize;
    /** Returns the limit that counts for a body over `size`, if that may be another one. */
    readonly larger?: (() => Promise<BodySize>) | undefined;
    /** Returns the error for a body over the limit, of which this many bytes are known. */
    readonly refuse: (bytes: number) => CloudError;
}

/** The limit for a body without a document. */
export const SMALL_BODY: BodyLimit = {
    size: { escaped: SMALL, plain: SMALL },
    refuse: bytes =>
        new CloudError('BODY_TOO_LARGE', `The body can have at most ${SMALL} bytes here. Send less.`, {
            size: bytes,
            limit: SMALL
        })
};

/**
 * Returns the limit for a body with a document: what the caller's plan allows.
 *
 * @param ownerLimit returns the limit of another account that the document may count for, in bytes; null is unlimited
 */
export function documentBody({ limits, upgradeUrl }: Plan, ownerLimit?: () => Promise<number | null>): BodyLimit {
    const own = limits.max_document_size_bytes;
    let limit = own;
    return {
        size: sizeFor(own),
        larger:
            ownerLimit &&
            (async () => {
                limit = await ownerLimit();
                return sizeFor(limit);
            }),
        refuse: bytes => {
            const sizes = { size: bytes, limit: limit ?? WITHOUT_LIMIT };
            if (limit !== own) {
                const message = 'The document is larger than the plan of its owner allows. Make it smaller.';
                return new CloudError('DOCUMENT_TOO_LARGE', message, sizes);
            }
            return new CloudError(
                'DOCUMENT_TOO_LARGE',
                `The document is larger than your plan (${limits.tier}) allows. Make it smaller, or upgrade.`,
                { ...sizes, tier: limits.tier, ...(upgradeUrl === null ? {} : { upgrade_url: upgradeUrl }) }
            );
        }
    };
}

function sizeFor(documentSize: number | null): BodySize {
    const bytes = documentSize ?? WITHOUT_LIMIT;
    return { escaped: bytes * LARGEST_ESCAPE + ENVELOPE, plain: bytes + ENVELOPE };
}
