// SPDX-License-Identifier: MIT

import { CloudError, formatSize, LARGEST_DOCUMENT } from '@sanyam/types';
import type { Plan } from '../admission/admission';

/** The maximum size of a document's text. */
export interface DocumentLimit {
    /** Bytes of UTF-8. */
    readonly bytes: number;
    /** Returns DOCUMENT_TOO_LARGE for a text of which this many bytes are known. */
    readonly refuse: (size: number) => CloudError;
}

/** Returns what the caller's plan allows. */
export function limitOfPlan({ limits, upgradeUrl, isForEveryone }: Plan): DocumentLimit {
    const { tier, max_document_size_bytes: allowed } = limits;
    if (allowed === null) {
        return LIMIT_OF_GATEWAY;
    }
    const readable = formatSize(allowed);
    const sentence =
        isForEveryone === true
            ? `On this server a document can have at most ${readable}. Make it smaller.`
            : `Your plan (${tier}) allows documents of ${readable}. Make this one smaller, or upgrade.`;
    return limit(allowed, sentence, { tier, ...(upgradeUrl === null ? {} : { upgrade_url: upgradeUrl }) });
}

/** Returns what the plan of another user allows, who owns the document. @param allowed in bytes; null is unlimited */
export function limitOfOwner(allowed: number | null): DocumentLimit {
    return allowed === null
        ? LIMIT_OF_GATEWAY
        : limit(
              allowed,
              `The plan of this document’s owner allows ${formatSize(allowed)}. ` +
                  'Make it smaller, or ask its owner to upgrade.'
          );
}

const LIMIT_OF_GATEWAY = limit(
    LARGEST_DOCUMENT,
    `This server takes documents of at most ${formatSize(LARGEST_DOCUMENT)}. Make this one smaller.`
);

function limit(bytes: number, sentence: string, details: Record<string, unknown> = {}): DocumentLimit {
    return {
        bytes,
        refuse: size => new CloudError('DOCUMENT_TOO_LARGE', sentence, { size, limit: bytes, ...details })
    };
}
