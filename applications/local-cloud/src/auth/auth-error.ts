// SPDX-License-Identifier: MIT

/** An answer of Supabase Auth that is no success: the status, its code and its sentence. */
export class AuthError extends Error {
    constructor(
        readonly status: number,
        readonly errorCode: string,
        message: string,
        /** Further fields of the answer. */
        private readonly details: object = {}
    ) {
        super(message);
    }

    toResponse(): Response {
        return Response.json(
            { code: this.status, error_code: this.errorCode, msg: this.message, ...this.details },
            { status: this.status, headers: { 'X-Sb-Error-Code': this.errorCode } }
        );
    }
}

export function invalid(message: string): AuthError {
    return new AuthError(400, 'validation_failed', message);
}

/** What nobody can correct in the request. Why is in the log. */
export function unexpectedFailure(): AuthError {
    return new AuthError(
        500,
        'unexpected_failure',
        'Unexpected failure, please check server logs for more information'
    );
}

/** Returns the refusal for an error. One that nobody expected is in the log. */
export function refusalOf(error: unknown): AuthError {
    if (error instanceof AuthError) {
        return error;
    }
    console.error('Auth:', error);
    return unexpectedFailure();
}
