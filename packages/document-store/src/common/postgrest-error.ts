// SPDX-License-Identifier: MIT

import { CloudError, ERROR_STATUS, isErrorCode, type ErrorCode, type ErrorDetails } from '@sanyam/types';
import { z } from 'zod';

/** What PostgREST says of an error. Ours carry the code in `message`, JSON in `details`, a sentence in `hint`. */
const postgrestErrorSchema = z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    details: z.string().nullish(),
    hint: z.string().nullish()
});

const detailsSchema = z.record(z.string(), z.unknown());

/** PostgreSQL's insufficient_privilege: what PostgREST answers when `anon` calls a function for users. */
const INSUFFICIENT_PRIVILEGE = '42501';
/** PostgREST's codes of a token that is missing, expired or not to be trusted. */
const TOKEN_REFUSED = /^PGRST30[0-3]$/;
/** PostgREST does not know the function: the migrations are older than this code. */
const FUNCTION_NOT_FOUND = 'PGRST202';

/**
 * What a failed call means.
 *
 * @param status the HTTP status; 0 when no answer came
 */
export function toCloudError(error: unknown, status: number, host: string): CloudError {
    const { code, message, details, hint } = postgrestErrorSchema.catch({}).parse(error);
    if (message && isErrorCode(message)) {
        return new CloudError(message, hint ?? sentenceFor(message), parseDetails(details), { cause: error });
    }
    if (status === 0) {
        return new CloudError(
            'SERVICE_UNAVAILABLE',
            `The cloud at ${host} cannot be reached. Check your connection and try again.`,
            {},
            { cause: error }
        );
    }
    if (status === 401 || TOKEN_REFUSED.test(code ?? '')) {
        return new CloudError('UNAUTHORIZED', sentenceFor('UNAUTHORIZED'), {}, { cause: error });
    }
    if (code === INSUFFICIENT_PRIVILEGE) {
        return new CloudError('FORBIDDEN', sentenceFor('FORBIDDEN'), {}, { cause: error });
    }
    if (code === FUNCTION_NOT_FOUND) {
        return new CloudError(
            'SERVICE_UNAVAILABLE',
            `The cloud at ${host} has not been brought up to date. Its operator needs to apply the migrations.`,
            {},
            { cause: error }
        );
    }
    return new CloudError(
        codeForStatus(status),
        `The cloud at ${host} could not do this (HTTP ${status}). Try again in a moment.`,
        {},
        { cause: error }
    );
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

function codeForStatus(status: number): ErrorCode {
    const temporary = [429, 502, 503, 504];
    if (temporary.includes(status)) {
        return status === 429 ? 'RATE_LIMIT_EXCEEDED' : 'SERVICE_UNAVAILABLE';
    }
    if (status === 413) {
        return 'DOCUMENT_TOO_LARGE';
    }
    return status >= 400 && status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR';
}

function sentenceFor(code: ErrorCode): string {
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
