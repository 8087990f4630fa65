// SPDX-License-Identifier: MIT

import { CloudError, type ErrorDetails, isErrorCode } from '@sanyam/types';
import { z } from 'zod';

/** An error of PostgreSQL, from PostgREST or from a direct connection. */
export interface DatabaseMessage {
    readonly message?: string | null | undefined;
    readonly details?: string | null | undefined;
    readonly hint?: string | null | undefined;
}

const detailsSchema = z.record(z.string(), z.unknown());

/**
 * Converts an error that the database's functions raised: `message` has the code, `details` JSON, `hint` a sentence.
 * Returns undefined for any other error.
 */
export function raisedError(error: DatabaseMessage): CloudError | undefined {
    const { message, details, hint } = error;
    if (!message || !isErrorCode(message)) {
        return undefined;
    }
    return new CloudError(message, hint ?? undefined, parseDetails(details), { cause: error });
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
