// SPDX-License-Identifier: MIT

import { CloudError, detailsSchemaOf } from '@sanyam/types';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { GatewayContext } from '../http/request-variables';
import { unauthorized } from '../identity/unauthorized';
import { describeError } from '../observability/describe-error';

/** Seconds after which a client should retry, if nothing says when. */
const RETRY_AFTER = 5;

/** Returns the answer to an error. This is the only place that converts errors. */
export function answerError(error: Error, context: GatewayContext): Response {
    const { code, status, message, details } = toPublicError(error, context);
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
    return context.json({ error: body }, status);
}

/** Returns the seconds until a time, at least 1. Without a valid time, the default. */
function secondsUntil(time: unknown): number {
    const seconds = Math.ceil((Date.parse(String(time)) - Date.now()) / 1000);
    return Number.isNaN(seconds) ? RETRY_AFTER : Math.max(seconds, 1);
}

/** Returns the error for the client. Logs everything else. */
function toPublicError(error: Error, context: GatewayContext): CloudError {
    const known = toCloudError(error);
    if (known !== undefined && isForTheClient(known)) {
        logMisfits(known, context.var.log);
        return known;
    }
    context.var.log.error({ failure: describeError(error) }, 'a request failed');
    return known?.status === 503
        ? new CloudError('SERVICE_UNAVAILABLE')
        : new CloudError('INTERNAL_ERROR', undefined, { request_id: context.var.requestId });
}

/** Returns false for failures of the gateway, and of a server between the gateway and the database. */
function isForTheClient({ code, status }: CloudError): boolean {
    return status < 500 || code === 'CLOUD_NOT_CONFIGURED' || code === 'ASSETS_NOT_SUPPORTED';
}

/** Logs the names of details that are not as documented. Values stay out, because a user may have written them. */
function logMisfits(error: CloudError, log: Logger): void {
    const misfits = detailsSchemaOf(error.code)
        ?.safeParse(error.details)
        .error?.issues.map(({ path }) => path.join('.'));
    if (misfits !== undefined) {
        const failure = describeError(error.cause ?? error);
        log.warn({ code: error.code, misfits, failure }, 'the details of an error are not as documented');
    }
}

function toCloudError(error: Error): CloudError | undefined {
    if (error instanceof HTTPException) {
        return error.status === 415 ? new CloudError('UNSUPPORTED_MEDIA_TYPE') : new CloudError('INVALID_JSON');
    }
    if (CloudError.is(error, 'UNAUTHORIZED') && error.details['reason'] === undefined) {
        return unauthorized('invalid', error);
    }
    if (CloudError.is(error, 'VALIDATION_ERROR')) {
        const { fields } = fieldsSchema.safeParse(error.details).data ?? {};
        return new CloudError(error.code, error.message, fields === undefined ? {} : { fields }, { cause: error });
    }
    return error instanceof CloudError ? error : undefined;
}

/** Parameters with different names in the database and in the API. */
const NAMES = new Map([
    ['query', 'q'],
    ['page_size', 'limit'],
    ['idempotency_key', 'Idempotency-Key']
]);

/** Fields from the database, with one message each. */
const namedByDatabase = z
    .record(z.string(), z.string())
    .transform(fields =>
        Object.fromEntries(Object.entries(fields).map(([name, message]) => [NAMES.get(name) ?? name, [message]]))
    );
/** Fields from the gateway and the store. */
const namedByRequest = z.record(z.string(), z.array(z.string()));
const fieldsSchema = z.object({ fields: z.union([namedByDatabase, namedByRequest]) });
