// SPDX-License-Identifier: MIT

import {
    conflictDetailsSchema,
    errorAnswerSchema,
    type ErrorCode,
    type ErrorDetails,
    rateLimitDetailsSchema
} from '@sanyam/types';

/**
 * Why a call failed: a code of the gateway, possibly of a later release. Without an answer of a gateway:
 * `UNREACHABLE` (no answer), `UNEXPECTED_ANSWER` (not an answer of the API), `INVALID_TOKEN` (cannot be sent) or
 * `IF_MATCH_LOST` (a proxy removed the condition).
 */
export type SanyamErrorCode =
    | ErrorCode
    | 'UNREACHABLE'
    | 'UNEXPECTED_ANSWER'
    | 'INVALID_TOKEN'
    | 'IF_MATCH_LOST'
    | (string & Record<never, never>);

/** What is known about a failure, apart from its code. */
export interface Circumstances {
    /** The HTTP status. Undefined without an answer. */
    readonly status?: number | undefined;
    readonly details?: ErrorDetails | undefined;
    /** The id of the request in the gateway's log. */
    readonly requestId?: string | undefined;
    /** Milliseconds after which the gateway says to try again. */
    readonly retryAfter?: number | undefined;
    readonly cause?: unknown;
}

/** A call failed. Branch on `code`, and show `message` to users. */
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

/** `OPTIMISTIC_LOCK_CONFLICT`: the document has changed since. Nothing was saved. */
export class ConflictError extends SanyamError {
    override readonly name = 'ConflictError';

    constructor(
        message: string,
        circumstances: Circumstances,
        readonly currentVersion: number,
        readonly yourVersion: number,
        /** RFC 3339, UTC, microseconds. */
        readonly updatedAt: string,
        /** The id of a user. Null when the account is deleted. */
        readonly updatedBy: string | null
    ) {
        super('OPTIMISTIC_LOCK_CONFLICT', message, circumstances);
    }
}

/**
 * `RATE_LIMIT_EXCEEDED`: all requests of this hour are used, or all new API keys of 24 hours, or two searches of the user
 * are running.
 */
export class RateLimitError extends SanyamError {
    override readonly name = 'RateLimitError';

    constructor(
        message: string,
        circumstances: Circumstances,
        /** How many are allowed in that time. */
        readonly limit: number,
        /** When there is room again: RFC 3339, UTC. */
        readonly resetAt: string
    ) {
        super('RATE_LIMIT_EXCEEDED', message, circumstances);
    }
}

/** A proxy answers with these for a gateway that starts, is too slow, or has too many requests (RFC 9110, 15.6). */
const UNAVAILABLE = new Set<number | undefined>([429, 502, 503, 504]);

/** A proxy has a limit of its own for what it passes on (RFC 9110, 15.5.14). */
const TOO_LARGE = 413;

/** Returns the message for a failed answer that no gateway has made. */
function messageOf(status: number | undefined): string {
    if (status === TOO_LARGE) {
        return (
            `A server between this computer and the gateway refused the size of the request (HTTP ${TOO_LARGE}). ` +
            'Send less, or ask its administrator for a higher limit.'
        );
    }
    return UNAVAILABLE.has(status)
        ? `The gateway is not available (HTTP ${status}). Try again later.`
        : `The server sent HTTP ${status}, but is not a Sanyam gateway. Check the address of the gateway.`;
}

/** Returns the error for a failed answer. @param body the body, parsed if it is JSON */
export function errorOf(body: unknown, circumstances: Circumstances): SanyamError {
    const answer = errorAnswerSchema.safeParse(body).data?.error;
    if (answer === undefined) {
        return new SanyamError('UNEXPECTED_ANSWER', messageOf(circumstances.status), circumstances);
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
