// SPDX-License-Identifier: MIT

import { CloudError, formatSize } from '@sanyam/types';

/**
 * How much larger a document can become in JSON. If a client escapes everything that is not ASCII, as Python's json
 * does, a letter of two bytes takes six.
 */
const LARGEST_ESCAPE = 3;

/** Bytes for the name, the language and the braces. */
const ENVELOPE = 65_536;

/** Bytes of a body without a document. A name of 255 characters takes 1.5 KB when each of them is escaped. */
const SMALL = 16 * 1024;

/** The maximum size of a body in bytes. */
interface BodySize {
    /** With its escapes, as it is sent. */
    readonly escaped: number;
    /** Without escapes. */
    readonly plain: number;
}

/** The limit for the body of one request. */
export interface BodyLimit {
    readonly size: BodySize;
    /** Returns the limit that counts for a body over `size`, if that may be another one. */
    readonly larger?: (() => Promise<BodyLimit>) | undefined;
    /** Returns the error for a body over the limit, of which this many bytes are known. */
    readonly refuse: (bytes: number) => CloudError;
}

/** The limit for a body without a document. */
export const SMALL_BODY: BodyLimit = {
    size: { escaped: SMALL, plain: SMALL },
    refuse: bytes =>
        new CloudError('BODY_TOO_LARGE', `The body can have at most ${formatSize(SMALL)} here. Send less.`, {
            size: bytes,
            limit: SMALL
        })
};

/** Returns the maximum size of a body with a document of this many bytes of UTF-8. */
export function bodyWithDocument(bytes: number): BodySize {
    return { escaped: bytes * LARGEST_ESCAPE + ENVELOPE, plain: bytes + ENVELOPE };
}
