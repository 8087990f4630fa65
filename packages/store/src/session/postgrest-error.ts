// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { z } from 'zod';
import { raisedError } from './raised-error';

/** The body of PostgREST's error answers. */
const postgrestErrorSchema = z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    details: z.string().nullish(),
    hint: z.string().nullish()
});

/** PostgreSQL's insufficient_privilege. PostgREST answers it when `anon` calls a function for users. */
const INSUFFICIENT_PRIVILEGE = '42501';
/** PostgREST's codes for a token that is missing, expired or invalid. */
const TOKEN_REFUSED = /^PGRST30[0-3]$/;
/** PostgREST does not know the function, because the database's migrations are older than this code. */
const FUNCTION_NOT_FOUND = 'PGRST202';

/**
 * Converts the error of a failed call.
 *
 * @param status the HTTP status, or 0 without an answer
 */
export function toCloudError(error: unknown, status: number, host: string): CloudError {
    const { code, ...message } = postgrestErrorSchema.catch({}).parse(error);
    const raised = raisedError(message);
    if (raised !== undefined) {
        return raised;
    }
    if (status === 0) {
        return new CloudError(
            'SERVICE_UNAVAILABLE',
            `Could not reach the cloud at ${host}. Check your connection and try again.`,
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
            `The cloud at ${host} is out of date. Its operator must apply the new migrations.`,
            {},
            { cause: error }
        );
    }
    return new CloudError(
        codeForStatus(status),
        `The cloud at ${host} could not complete the request (HTTP ${status}). Try again in a moment.`,
        {},
        { cause: error }
    );
}

/** Passing failures of a server before the database. With 429 it limits this program, and says nothing about a plan. */
const TEMPORARY: readonly number[] = [429, 502, 503, 504];

function codeForStatus(status: number): ErrorCode {
    if (TEMPORARY.includes(status)) {
        return 'SERVICE_UNAVAILABLE';
    }
    if (status === 413) {
        return 'DOCUMENT_TOO_LARGE';
    }
    return status >= 400 && status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR';
}
