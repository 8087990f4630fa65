// SPDX-License-Identifier: MIT

import {
    conflictDetailsSchema,
    errorAnswerSchema,
    type ErrorCode,
    type ErrorDetails,
    rateLimitDetailsSchema
} from '@sanyam/types';

/**
 * Why a call failed: a code of the gateway, also one of a later release; or, where no gateway said anything,
 * `UNREACHABLE` (no answer), `UNEXPECTED_ANSWER` (not one of the API's) or `INVALID_TOKEN` (cannot be sent).
 */
export type SanyamErrorCode =
    ErrorCode | 'UNREACHABLE' | 'UNEXPECTED_ANSWER' | 'INVALID_TOKEN' | (string & Record<never, never>);

/** What is known of a failure beside its code. */
export interface Circumstances {
    /** The HTTP status; undefined without an answer. */
    readonly status?: number | undefined;
    readonly details?: ErrorDetails | undefined;
    /** By which the gateway's log knows the request. */
    readonly requestId?: string | undefined;
    /** When the gateway says to try again, in milliseconds from then. */
    readonly retryAfter?: number | undefined;
    readonly cause?: unknown;
}

/** A call failed. Branch on `code`; `message` is fit to be shown to people. */
export class SanyamError extends Error {
    override readonly name: string = 'SanyamError';
    readonly status: number | undefined;
    readonly details: ErrorDetails;
    readonly requestId: string | undefined;
    readonly retryAfter: number | undefined;

    constructor(
        readonly code: SanyamErrorCode,
        message: string,
        { status, details = {}, requestId, retryAfter, cause }: Circumstances = {}
    ) {
        super(message, cause === undefined ? undefined : { cause });
        this.status = status;
        this.details = details;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }
}

/** `OPTIMISTIC_LOCK_CONFLICT`: somebody changed the document since. Nothing was written. */
export class ConflictError extends SanyamError {
    override readonly name = 'ConflictError';

    constructor(
        message: string,
        circumstances: Circumstances,
        readonly currentVersion: number,
        readonly yourVersion: number,
        /** RFC 3339, UTC, microseconds. */
        readonly updatedAt: string,
        /** The id of a user; null when the account is gone. */
        readonly updatedBy: string | null
    ) {
        super('OPTIMISTIC_LOCK_CONFLICT', message, circumstances);
    }
}

/** `RATE_LIMIT_EXCEEDED`: the hour's requests are used up. */
export class RateLimitError extends SanyamError {
    override readonly name = 'RateLimitError';

    constructor(
        message: string,
        circumstances: Circumstances,
        /** Requests an hour. */
        readonly limit: number,
        /** When the next hour begins: RFC 3339, UTC. */
        readonly resetAt: string
    ) {
        super('RATE_LIMIT_EXCEEDED', message, circumstances);
    }
}

/** The error that an answer tells of. @param body what it holds, parsed if it is JSON */
export function errorOf(body: unknown, circumstances: Circumstances): SanyamError {
    const answer = errorAnswerSchema.safeParse(body).data?.error;
    if (answer === undefined) {
        return new SanyamError(
            'UNEXPECTED_ANSWER',
            `The server answers HTTP ${circumstances.status}, and not as Sanyam does. Check the address of the gateway.`,
            circumstances
        );
    }
    const { code, message, details } = answer;
    const known: Circumstances = { ...circumstances, details };
    if (code === 'OPTIMISTIC_LOCK_CONFLICT') {
        const conflict = conflictDetailsSchema.safeParse(details).data;
        if (conflict !== undefined) {
            const { current_version, your_version, updated_at, updated_by } = conflict;
            return new ConflictError(message, known, current_version, your_version, updated_at, updated_by);
        }
    }
    if (code === 'RATE_LIMIT_EXCEEDED') {
        const exceeded = rateLimitDetailsSchema.safeParse(details).data;
        if (exceeded !== undefined) {
            return new RateLimitError(message, known, exceeded.limit, exceeded.reset_at);
        }
    }
    return new SanyamError(code, message, known);
}
