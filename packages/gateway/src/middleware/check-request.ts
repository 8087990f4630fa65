// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import type { z } from 'zod';

/** The error for an invalid id or number in a path. It names nothing, so nothing is found. */
const NOT_FOUND_BY_PARAMETER = new Map<string, ErrorCode>([
    ['id', 'DOCUMENT_NOT_FOUND'],
    ['version', 'VERSION_NOT_FOUND'],
    ['share_id', 'SHARE_NOT_FOUND'],
    ['key_id', 'API_KEY_NOT_FOUND']
]);

/** The maximum number of problems in an answer. A large body can have a hundred thousand unknown fields. */
const MOST_PROBLEMS = 100;

/** The outcome of comparing a part of a request with its schema. `target`: `json`, `query`, `param` or `header`. */
type Comparison = { readonly target: string } & (
    { readonly success: true } | { readonly success: false; readonly error: z.core.$ZodError }
);

/**
 * Checks a body, a query, a header or the parameters of a path. The app calls this hook before each handler, after it
 * has compared that part with the schema of the route.
 *
 * @throws CloudError VALIDATION_ERROR (422), MALFORMED_REQUEST (400) for a query that is not UTF-8, or “not found” for a
 *     parameter of the path
 */
export function checkRequest(comparison: Comparison, { req }: { readonly req: { readonly url: string } }): void {
    if (comparison.target === 'query') {
        requireUtf8(req.url);
    }
    if (!comparison.success) {
        throw validationProblem(comparison.target, comparison.error);
    }
}

/** The framework takes escapes that are not UTF-8 as they are, and would look for the text `%C3`. */
function requireUtf8(url: string): void {
    const mark = url.indexOf('?');
    const query = mark < 0 ? '' : url.slice(mark + 1);
    for (const [bytes] of query.matchAll(/(?:%[\da-f]{2})+/gi)) {
        try {
            decodeURIComponent(bytes);
        } catch {
            throw new CloudError('MALFORMED_REQUEST', 'The query is not UTF-8. Encode it as encodeURIComponent does.');
        }
    }
}

function validationProblem(part: string, error: z.core.$ZodError): CloudError {
    if (part === 'param') {
        const parameter = String(error.issues[0]?.path[0]);
        return new CloudError(NOT_FOUND_BY_PARAMETER.get(parameter) ?? 'NOT_FOUND');
    }
    const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
    const problems = error.issues.flatMap(messagesOf);
    for (const [path, message] of problems.slice(0, MOST_PROBLEMS)) {
        (fields[path] ??= []).push(message);
    }
    const which =
        problems.length > MOST_PROBLEMS
            ? `The first ${MOST_PROBLEMS} of ${problems.length} problems are`
            : 'The problems are';
    return new CloudError('VALIDATION_ERROR', `The request is invalid. ${which} in “fields”.`, { fields });
}

function messagesOf(issue: z.core.$ZodIssue): [string, string][] {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => [[...path, key].join('.'), 'This field does not exist.'])
        : [[path.join('.'), issue.message]];
}
