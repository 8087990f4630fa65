// SPDX-License-Identifier: MIT

import { CloudError, detailsSchemaOf, type ErrorCode } from '@sanyam/types';
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
        const seconds = code === 'TOO_MANY_CONCURRENT_REQUESTS' ? 1 : secondsUntil(details['reset_at']);
        context.header('Retry-After', String(seconds));
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

/** Errors that a client gets as they are, although their status is that of a failure. */
const FOR_THE_CLIENT = new Set<ErrorCode>(['CLOUD_NOT_CONFIGURED', 'ASSETS_NOT_SUPPORTED', 'SERVER_BUSY']);

/** Returns false for failures of the gateway, and of a server between the gateway and the database. */
function isForTheClient({ code, status }: CloudError): boolean {
    return status < 500 || FOR_THE_CLIENT.has(code);
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
        const fields = publicFields(error.details['fields']);
        return new CloudError(error.code, error.message, fields === undefined ? {} : { fields }, { cause: error });
    }
    return error instanceof CloudError ? error : undefined;
}

/** Parameters with different names in the database and in the API. */
const NAMES = new Map([
    ['query', 'q'],
    ['from_folder', 'from'],
    ['to_folder', 'to'],
    ['page_size', 'limit'],
    ['idempotency_key', 'Idempotency-Key']
]);

/** The messages of a field: one from the database, any number from the gateway and the store. */
const messagesSchema = z.union([z.string(), z.array(z.string())]);

/** Returns the fields with their names in the API. Not by z.record, which leaves out a field called “__proto__”. */
function publicFields(fields: unknown): Record<string, string[]> | undefined {
    if (typeof fields !== 'object' || fields === null) {
        return undefined;
    }
    const named: [string, string[]][] = [];
    for (const [name, value] of Object.entries(fields)) {
        const { data } = messagesSchema.safeParse(value);
        if (data === undefined) {
            return undefined;
        }
        named.push(typeof data === 'string' ? [NAMES.get(name) ?? name, [data]] : [name, data]);
    }
    return Object.fromEntries(named);
}
