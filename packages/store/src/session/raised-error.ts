// SPDX-License-Identifier: MIT

import { CloudError, ERROR_STATUS, type ErrorCode, type ErrorDetails, isErrorCode } from '@sanyam/types';
import { z } from 'zod';

/** What an error of PostgreSQL says, by whatever way it came. */
export interface DatabaseMessage {
    readonly message?: string | null | undefined;
    readonly details?: string | null | undefined;
    readonly hint?: string | null | undefined;
}

const detailsSchema = z.record(z.string(), z.unknown());

/**
 * The error that our functions raised: the code in `message`, JSON in `details`, a sentence in `hint`. Undefined for
 * any other.
 */
export function raisedError(error: DatabaseMessage): CloudError | undefined {
    const { message, details, hint } = error;
    if (!message || !isErrorCode(message)) {
        return undefined;
    }
    return new CloudError(message, hint ?? sentenceFor(message), parseDetails(details), { cause: error });
}

/** What a user is told who is told nothing else. */
export function sentenceFor(code: ErrorCode): string {
    switch (ERROR_STATUS[code]) {
        case 401:
            return 'Sign in to reach your cloud documents.';
        case 403:
            return 'You are not allowed to do this.';
        case 404:
            return 'This document does not exist, or you cannot reach it.';
        default:
            return 'The cloud could not do this.';
    }
}

function parseDetails(details: string | null | undefined): ErrorDetails {
    if (!details) {
        return {};
    }
    try {
        return detailsSchema.parse(JSON.parse(details));
    } catch {
        return { details };
    }
}
