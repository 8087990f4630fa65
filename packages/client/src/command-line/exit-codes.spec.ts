// SPDX-License-Identifier: MIT

import { type ErrorCode, ERRORS } from '@sanyam/types';
import { expect } from 'chai';
import { SanyamError } from '../client/sanyam-error';
import { usageError } from './command-error';
import { exitCodeOf } from './exit-codes';

/** The exit code for each error code of the gateway. */
const CODES: Record<ErrorCode, number> = {
    MALFORMED_REQUEST: 2,
    INVALID_JSON: 2,
    INVALID_CURSOR: 2,
    INVALID_IF_MATCH: 2,
    INVALID_IF_NONE_MATCH: 2,
    INVALID_SIGNATURE: 2,
    UNAUTHORIZED: 5,
    FORBIDDEN: 5,
    INSUFFICIENT_SCOPE: 5,
    TIER_LIMIT_EXCEEDED: 6,
    FEATURE_NOT_AVAILABLE: 6,
    DOCUMENT_READ_ONLY: 5,
    NOT_FOUND: 3,
    DOCUMENT_NOT_FOUND: 3,
    VERSION_NOT_FOUND: 3,
    SHARE_NOT_FOUND: 3,
    API_KEY_NOT_FOUND: 3,
    METHOD_NOT_ALLOWED: 1,
    REQUEST_TIMEOUT: 7,
    OPTIMISTIC_LOCK_CONFLICT: 4,
    PAYMENT_SERVICE_REFUSED: 4,
    LENGTH_REQUIRED: 2,
    PRECONDITION_FAILED: 4,
    DOCUMENT_TOO_LARGE: 6,
    BODY_TOO_LARGE: 6,
    UNSUPPORTED_MEDIA_TYPE: 1,
    VALIDATION_ERROR: 2,
    RATE_LIMIT_EXCEEDED: 6,
    TOO_MANY_CONCURRENT_REQUESTS: 6,
    HEADERS_TOO_LARGE: 2,
    INTERNAL_ERROR: 1,
    ASSETS_NOT_SUPPORTED: 1,
    TRANSFER_ENCODING_NOT_SUPPORTED: 1,
    SERVER_BUSY: 7,
    CLOUD_NOT_CONFIGURED: 7,
    SERVICE_UNAVAILABLE: 7,
    HTTP_VERSION_NOT_SUPPORTED: 1
};

describe('the exit code', () => {
    it('depends on the error code of the gateway', () => {
        const found = Object.entries(ERRORS).map(([code, { status }]) => [
            code,
            exitCodeOf(new SanyamError(code, 'No.', { status }))
        ]);
        expect(Object.fromEntries(found)).to.deep.equal(CODES);
    });

    it('shows an unreachable gateway, and a server that is not a gateway', () => {
        expect(exitCodeOf(new SanyamError('UNREACHABLE', 'No.'))).to.equal(7);
        expect(exitCodeOf(new SanyamError('UNEXPECTED_ANSWER', 'No.', { status: 502 }))).to.equal(7);
        expect(exitCodeOf(new SanyamError('UNEXPECTED_ANSWER', 'No.', { status: 404 }))).to.equal(1);
        expect(exitCodeOf(new SanyamError('UNEXPECTED_ANSWER', 'No.', { status: 413 }))).to.equal(6);
        expect(exitCodeOf(new SanyamError('UNEXPECTED_ANSWER', 'No.', { status: 200 }))).to.equal(1);
        expect(exitCodeOf(new SanyamError('INVALID_TOKEN', 'No.'))).to.equal(5);
    });

    it('shows a usage error, and other errors', () => {
        expect(exitCodeOf(usageError('No.'))).to.equal(2);
        expect(exitCodeOf(new Error('No.'))).to.equal(1);
    });
});
