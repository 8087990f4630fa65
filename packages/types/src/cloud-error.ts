// SPDX-License-Identifier: MIT

import { type ErrorCode, type ErrorStatus, ERRORS } from './error-codes';

/** Facts that a client needs to react. Their schema is in {@link ERRORS}; an older or newer server may send others. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An operation on the cloud failed. Branch on `code`; `message` can be shown to the user. */
export class CloudError extends Error {
    override readonly name = 'CloudError';
    readonly status: ErrorStatus;

    constructor(
        readonly code: ErrorCode,
        message: string = ERRORS[code].sentence,
        readonly details: ErrorDetails = {},
        options?: ErrorOptions
    ) {
        super(message, options);
        this.status = ERRORS[code].status;
    }

    static is(error: unknown, code?: ErrorCode): error is CloudError {
        return error instanceof CloudError && (code === undefined || error.code === code);
    }
}
