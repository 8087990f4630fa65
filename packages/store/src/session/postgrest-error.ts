// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { z } from 'zod';
import { raisedError } from './raised-error';

/** What PostgREST says of an error. */
const postgrestErrorSchema = z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    details: z.string().nullish(),
    hint: z.string().nullish()
});

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
    const { code, ...said } = postgrestErrorSchema.catch({}).parse(error);
    const raised = raisedError(said);
    if (raised !== undefined) {
        return raised;
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
        return new CloudError('UNAUTHORIZED', undefined, {}, { cause: error });
    }
    if (code === INSUFFICIENT_PRIVILEGE) {
        return new CloudError('FORBIDDEN', undefined, {}, { cause: error });
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
