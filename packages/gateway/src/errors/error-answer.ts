// SPDX-License-Identifier: MIT

import { CloudError, ERROR_STATUS } from '@sanyam/types';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { ERROR_DETAILS } from './error-details';
import type { GatewayContext } from '../http/gateway-environment';
import { unauthorized } from '../identity/unauthorized';
import { describeError } from '../observability/describe-error';

/** When to try again what failed for a while, in seconds. */
const RETRY_AFTER = 5;

/** The one place where an error becomes an answer. */
export function answerError(error: Error, context: GatewayContext): Response {
    const { code, message, details } = toPublicError(error, context);
    const status = ERROR_STATUS[code];
    if (status === 401) {
        const parameter = details['reason'] === 'missing' ? '' : ', error="invalid_token"';
        context.header('WWW-Authenticate', `Bearer realm="sanyam"${parameter}`);
    }
    if (status === 503) {
        context.header('Retry-After', String(RETRY_AFTER));
    }
    if (status === 429) {
        context.header('Retry-After', String(secondsUntil(details['reset_at'])));
    }
    const body = Object.keys(details).length === 0 ? { code, message } : { code, message, details };
    return context.json({ error: body }, status satisfies ContentfulStatusCode);
}

/** At least one: what is over in a moment is not over yet. */
function secondsUntil(time: unknown): number {
    return Math.max(Math.ceil((Date.parse(String(time)) - Date.now()) / 1000), 1);
}

/** What the client is told; what it must not know goes to the log. */
function toPublicError(error: Error, context: GatewayContext): CloudError {
    const known = toCloudError(error);
    if (known !== undefined && isAsDocumented(known)) {
        return known;
    }
    context.var.log.error({ failure: describeError(error) }, 'a request failed');
    if (known?.status === 503 || known?.status === 429) {
        return new CloudError('SERVICE_UNAVAILABLE', 'The service cannot do this at the moment. Try again soon.');
    }
    return new CloudError('INTERNAL_ERROR', 'Something went wrong here. Report it with the id of this request.', {
        request_id: context.var.requestId
    });
}

/** Not what fails in here, nor what the database's server says when the database itself says nothing. */
function isAsDocumented({ code, status, details }: CloudError): boolean {
    if (status >= 500) {
        return code === 'CLOUD_NOT_CONFIGURED' || code === 'ASSETS_NOT_SUPPORTED';
    }
    return ERROR_DETAILS[code]?.safeParse(details).success ?? true;
}

function toCloudError(error: Error): CloudError | undefined {
    if (error instanceof HTTPException) {
        return error.status === 415
            ? new CloudError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.')
            : new CloudError('INVALID_JSON', 'The body is not valid JSON.');
    }
    if (CloudError.is(error, 'UNAUTHORIZED') && error.details['reason'] === undefined) {
        return unauthorized('invalid', error);
    }
    if (CloudError.is(error, 'VALIDATION_ERROR')) {
        return new CloudError(error.code, error.message, { fields: fieldsOf(error) }, { cause: error });
    }
    return error instanceof CloudError ? error : undefined;
}

/** What the functions of the database call otherwise than the API does. */
const NAMES = new Map([
    ['query', 'q'],
    ['page_size', 'limit'],
    ['idempotency_key', 'Idempotency-Key']
]);

/** By the database: one message for each field. */
const namedByDatabase = z
    .record(z.string(), z.string())
    .transform(fields =>
        Object.fromEntries(Object.entries(fields).map(([name, message]) => [NAMES.get(name) ?? name, [message]]))
    );
/** By the gateway itself, and by the store. */
const namedByRequest = z.record(z.string(), z.array(z.string()));
const fieldsSchema = z.object({ fields: z.union([namedByDatabase, namedByRequest]) });

function fieldsOf({ details }: CloudError): unknown {
    return fieldsSchema.safeParse(details).data?.fields;
}
