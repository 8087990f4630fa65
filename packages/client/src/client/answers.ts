// SPDX-License-Identifier: MIT

import { dataOf } from '@sanyam/types';
import { z } from 'zod';
import { parseRetryAfter } from './retry-time';
import { errorOf, SanyamError } from './sanyam-error';

/** The outcome of an attempt. A failure is a value, because a retry may follow it. */
export type Outcome<Result> = { readonly result: Result } | SanyamError;

/** Returns the schema of an answer with one resource. Parsing it returns the resource. */
export function resource<Result>(schema: z.ZodType<Result>): z.ZodType<Result> {
    return dataOf(schema).transform(({ data }) => data as Result);
}

/** An answer without a body. */
export const nothing: z.ZodType<void> = z.undefined();

/** Reads a successful answer. */
export async function parseAnswer<Result>(response: Response, schema: z.ZodType<Result>): Promise<Outcome<Result>> {
    const { data, error } = schema.safeParse(parseJson(await response.text()));
    return error === undefined ? { result: data as Result } : unexpectedAnswer(error, response);
}

/** Reads the error of a failed answer. */
export async function failureOf(response: Response): Promise<SanyamError> {
    return errorOf(parseJson(await response.text()), circumstancesOf(response));
}

/** Returns the error for an answer that is not as the API documents it. */
export function unexpectedAnswer(cause: unknown, response?: Response): SanyamError {
    return new SanyamError(
        'UNEXPECTED_ANSWER',
        'The server sent an unknown answer. Check the address of the gateway, or update this client.',
        { ...(response && circumstancesOf(response)), cause }
    );
}

function circumstancesOf({ status, headers }: Response) {
    return {
        status,
        requestId: headers.get('X-Request-Id') ?? undefined,
        retryAfter: parseRetryAfter(headers.get('Retry-After'))
    };
}

/** Parses JSON. Returns undefined for an empty text, and other text unchanged. */
export function parseJson(text: string): unknown {
    if (text === '') {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
