// SPDX-License-Identifier: MIT

import { CloudError, detailsSchemaOf } from '@sanyam/types';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { GatewayContext } from '../http/gateway-environment';
import { unauthorized } from '../identity/unauthorized';
import { describeError } from '../observability/describe-error';

/** When to try again after a 503, in seconds. */
const RETRY_AFTER = 5;

/** The one place where an error becomes an answer. */
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

/** At least one: a time that is about to come is not over yet. */
function secondsUntil(time: unknown): number {
    return Math.max(Math.ceil((Date.parse(String(time)) - Date.now()) / 1000), 1);
}

/** Returns what the client is told. Everything else goes to the log. */
function toPublicError(error: Error, context: GatewayContext): CloudError {
    const known = toCloudError(error);
    if (known !== undefined && isForTheClient(known)) {
        logMisfits(known, context.var.log);
        return known;
    }
    context.var.log.error({ failure: describeError(error) }, 'a request failed');
    return known?.status === 503 || known?.status === 429
        ? new CloudError('SERVICE_UNAVAILABLE')
        : new CloudError('INTERNAL_ERROR', undefined, { request_id: context.var.requestId });
}

/** False for failures in here, and for what the database's server says when the database itself says nothing. */
function isForTheClient({ code, status, details }: CloudError): boolean {
    if (status >= 500) {
        return code === 'CLOUD_NOT_CONFIGURED' || code === 'ASSETS_NOT_SUPPORTED';
    }
    // Without its details, the limit is one between the gateway and the database's server.
    return status !== 429 || details['reset_at'] !== undefined;
}

/** Logs details that are not as documented, by name: their values may be what a user wrote. */
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

/** Parameters that have other names in the database's functions than in the API. */
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
