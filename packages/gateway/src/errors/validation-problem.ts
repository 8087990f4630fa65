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

/** Of how many fields an answer tells: a body of some megabytes may have a hundred thousand that do not exist. */
const MOST_FIELDS = 100;

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
    for (const [path, message] of error.issues.flatMap(messagesOf).slice(0, MOST_FIELDS)) {
        (fields[path] ??= []).push(message);
    }
    return new CloudError('VALIDATION_ERROR', 'The request is not as it should be; see the fields.', { fields });
}

function messagesOf(issue: z.core.$ZodIssue): [string, string][] {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => [[...path, key].join('.'), 'There is no such field.'])
        : [[path.join('.'), issue.message]];
}
