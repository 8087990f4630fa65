// SPDX-License-Identifier: MIT

import { SanyamError } from '../client/sanyam-error';
import { CommandError, EXIT } from './command-error';

const LIMIT_CODES = new Set([
    'TIER_LIMIT_EXCEEDED',
    'FEATURE_NOT_AVAILABLE',
    'DOCUMENT_TOO_LARGE',
    'BODY_TOO_LARGE',
    'RATE_LIMIT_EXCEEDED',
    'TOO_MANY_CONCURRENT_REQUESTS'
]);

const EXIT_BY_STATUS = new Map<number, number>([
    [400, EXIT.usage],
    [401, EXIT.notAllowed],
    [403, EXIT.notAllowed],
    [404, EXIT.notFound],
    [408, EXIT.unreachable],
    [409, EXIT.conflict],
    [411, EXIT.usage],
    [412, EXIT.conflict],
    [422, EXIT.usage],
    [431, EXIT.usage],
    [502, EXIT.unreachable],
    [503, EXIT.unreachable],
    [504, EXIT.unreachable]
]);

/** Returns the exit code for an error. */
export function exitCodeOf(error: unknown): number {
    if (error instanceof CommandError) {
        return error.exitCode;
    }
    if (!(error instanceof SanyamError)) {
        return EXIT.failure;
    }
    const { code, status } = error;
    // A proxy has a limit of its own for what it passes on.
    if (LIMIT_CODES.has(code) || (code === 'UNEXPECTED_ANSWER' && status === 413)) {
        return EXIT.limit;
    }
    if (code === 'INVALID_TOKEN') {
        return EXIT.notAllowed;
    }
    if (status === undefined) {
        return code === 'UNREACHABLE' ? EXIT.unreachable : EXIT.failure;
    }
    // A 404 from something other than a gateway does not mean that a document is missing.
    if (code === 'UNEXPECTED_ANSWER' && status === 429) {
        // A proxy's limit, which says nothing about the plan.
        return EXIT.unreachable;
    }
    const isGateway = code !== 'UNEXPECTED_ANSWER' || status > 500;
    return (isGateway ? EXIT_BY_STATUS.get(status) : undefined) ?? EXIT.failure;
}
