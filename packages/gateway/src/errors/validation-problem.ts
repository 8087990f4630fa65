// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import type { z } from 'zod';

/** What a path that no id or number can have fails with: it names nothing, so it is not found. */
const NOT_FOUND_BY_PARAMETER = new Map<string, ErrorCode>([
    ['id', 'DOCUMENT_NOT_FOUND'],
    ['version', 'VERSION_NOT_FOUND'],
    ['share_id', 'SHARE_NOT_FOUND'],
    ['key_id', 'API_KEY_NOT_FOUND']
]);

/** How many problems an answer names: a body of some megabytes may have a hundred thousand fields that do not exist. */
const MOST_PROBLEMS = 100;

/**
 * The error that a part of a request fails with which is not as declared.
 *
 * @param part `json`, `query`, `param` or `header`
 */
export function validationProblem(part: string, error: z.core.$ZodError): CloudError {
    if (part === 'param') {
        const parameter = String(error.issues[0]?.path[0]);
        return new CloudError(NOT_FOUND_BY_PARAMETER.get(parameter) ?? 'NOT_FOUND', 'There is no such thing here.');
    }
    const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
    const problems = error.issues.flatMap(messagesOf);
    for (const [path, message] of problems.slice(0, MOST_PROBLEMS)) {
        (fields[path] ??= []).push(message);
    }
    const which =
        problems.length > MOST_PROBLEMS ? `the first ${MOST_PROBLEMS} problems of ${problems.length}` : 'the fields';
    return new CloudError('VALIDATION_ERROR', `The request is not as it should be; see ${which}.`, { fields });
}

function messagesOf(issue: z.core.$ZodIssue): [string, string][] {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => [[...path, key].join('.'), 'There is no such field.'])
        : [[path.join('.'), issue.message]];
}
