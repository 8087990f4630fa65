// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import {
    bodySizeDetailsSchema,
    concurrencyDetailsSchema,
    conflictDetailsSchema,
    documentSizeDetailsSchema,
    featureDetailsSchema,
    rateLimitDetailsSchema,
    readOnlyDetailsSchema,
    requestDetailsSchema,
    scopeDetailsSchema,
    tierLimitDetailsSchema,
    unauthorizedDetailsSchema,
    validationDetailsSchema
} from './error-details';

/** The declaration of an error code. */
interface ErrorDeclaration {
    /** The HTTP status of every error with this code. */
    readonly status: number;
    /** The schema of `details`. Without it they are empty. */
    readonly details?: z.ZodObject;
    /** The default message for the user. */
    readonly sentence: string;
}

/**
 * Every code that Sanyam answers with, with its status, the schema of its details, and its default sentence. The functions
 * of the database raise the same codes, and a test compares their statuses, details and sentences.
 */
export const ERRORS = {
    MALFORMED_REQUEST: { status: 400, sentence: 'This is not a valid HTTP request. Send an HTTP/1.1 request.' },
    INVALID_JSON: { status: 400, sentence: 'The body is not valid JSON.' },
    INVALID_CURSOR: { status: 400, sentence: 'The cursor is invalid. Start again from the first page.' },
    INVALID_IF_MATCH: { status: 400, sentence: 'If-Match is invalid. Send the ETag of the version that you changed.' },
    INVALID_IF_NONE_MATCH: {
        status: 400,
        sentence: 'If-None-Match is invalid. Send an ETag such as "7", a list of ETags, or *.'
    },
    INVALID_SIGNATURE: { status: 400, sentence: 'The signature is invalid.' },
    UNAUTHORIZED: {
        status: 401,
        details: unauthorizedDetailsSchema,
        sentence: 'Sign in to use your cloud documents.'
    },
    FORBIDDEN: { status: 403, sentence: 'You are not allowed to do this.' },
    INSUFFICIENT_SCOPE: {
        status: 403,
        details: scopeDetailsSchema,
        sentence: 'This API key does not have the scope for this.'
    },
    TIER_LIMIT_EXCEEDED: {
        status: 403,
        details: tierLimitDetailsSchema,
        sentence: 'You have reached a limit of the plan.'
    },
    FEATURE_NOT_AVAILABLE: {
        status: 403,
        details: featureDetailsSchema,
        sentence: 'The plan does not include this feature.'
    },
    DOCUMENT_READ_ONLY: {
        status: 403,
        details: readOnlyDetailsSchema,
        sentence: 'This document is read-only.'
    },
    NOT_FOUND: { status: 404, sentence: 'There is nothing at this address.' },
    DOCUMENT_NOT_FOUND: { status: 404, sentence: 'This document does not exist, or you have no access to it.' },
    VERSION_NOT_FOUND: { status: 404, sentence: 'The document does not have this version, or no longer keeps it.' },
    SHARE_NOT_FOUND: { status: 404, sentence: 'This share does not exist, or you have no access to it.' },
    API_KEY_NOT_FOUND: { status: 404, sentence: 'This API key does not exist, or it is not yours.' },
    METHOD_NOT_ALLOWED: { status: 405, sentence: 'This address does not support this method.' },
    REQUEST_TIMEOUT: { status: 408, sentence: 'The request did not arrive in time. Send it again.' },
    OPTIMISTIC_LOCK_CONFLICT: {
        status: 409,
        details: conflictDetailsSchema,
        sentence: 'Somebody saved this document since you opened it.'
    },
    PAYMENT_SERVICE_REFUSED: {
        status: 409,
        sentence:
            'The payment service refused this, and trying again does not help. Contact the administrator of this cloud.'
    },
    LENGTH_REQUIRED: { status: 411, sentence: 'Send a body, with its length in Content-Length.' },
    PRECONDITION_FAILED: { status: 412, sentence: 'A condition of the request is not met. Nothing was changed.' },
    DOCUMENT_TOO_LARGE: {
        status: 413,
        details: documentSizeDetailsSchema,
        sentence: 'This document is too large.'
    },
    BODY_TOO_LARGE: {
        status: 413,
        details: bodySizeDetailsSchema,
        sentence: 'The body is too large for this operation. Send less.'
    },
    UNSUPPORTED_MEDIA_TYPE: { status: 415, sentence: 'Send the body as application/json, in UTF-8.' },
    VALIDATION_ERROR: {
        status: 422,
        details: validationDetailsSchema,
        sentence: 'The request is invalid.'
    },
    RATE_LIMIT_EXCEEDED: {
        status: 429,
        details: rateLimitDetailsSchema,
        sentence: 'You have used all requests of this hour. Try again later.'
    },
    TOO_MANY_CONCURRENT_REQUESTS: {
        status: 429,
        details: concurrencyDetailsSchema,
        sentence: 'You have too many requests at the same time. Wait for answers, then send more.'
    },
    HEADERS_TOO_LARGE: { status: 431, sentence: 'The address and the headers are larger than 16 KB. Send less.' },
    INTERNAL_ERROR: {
        status: 500,
        details: requestDetailsSchema,
        sentence: 'Something went wrong. Report it with the request id.'
    },
    ASSETS_NOT_SUPPORTED: { status: 501, sentence: 'Files of a document (/assets/) are not yet supported.' },
    TRANSFER_ENCODING_NOT_SUPPORTED: {
        status: 501,
        sentence: 'Send the body without a transfer encoding other than chunked.'
    },
    SERVER_BUSY: { status: 503, sentence: 'The server has too many requests at the moment. Try again soon.' },
    CLOUD_NOT_CONFIGURED: { status: 503, sentence: 'No cloud is configured here.' },
    SERVICE_UNAVAILABLE: { status: 503, sentence: 'The service cannot do this at the moment. Try again soon.' },
    HTTP_VERSION_NOT_SUPPORTED: { status: 505, sentence: 'Send the request in HTTP/1.1.' }
} as const satisfies Record<string, ErrorDeclaration>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorStatus = (typeof ERRORS)[ErrorCode]['status'];

export function isErrorCode(code: string): code is ErrorCode {
    return Object.hasOwn(ERRORS, code);
}

/** Returns the schema of a code's details; undefined when the code has none. */
export function detailsSchemaOf(code: ErrorCode): z.ZodObject | undefined {
    const declaration: ErrorDeclaration = ERRORS[code];
    return declaration.details;
}
