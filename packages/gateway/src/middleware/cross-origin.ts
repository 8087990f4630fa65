// SPDX-License-Identifier: MIT

import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { GatewayConfiguration } from '../configuration/gateway-configuration';
import type { GatewayEnvironment } from '../http/request-variables';

/** Seconds that a browser may cache the preflight answer: the maximum of Chromium. */
const MAX_AGE = 7200;

const ALLOWED_HEADERS = [
    'Content-Type',
    'Authorization',
    'If-Match',
    // Also needed by a page: to get a 304, to retry a create safely, and to name a request for the log.
    'If-None-Match',
    'Idempotency-Key',
    'X-Request-Id'
];

const EXPOSED_HEADERS = [
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'ETag',
    // Also needed by a page: the address of a new document, when to retry, and the id of a request.
    'Location',
    'Retry-After',
    'X-Request-Id'
].join(',');

/** Lets pages of the configured origins call the API. Tokens are in a header, so cookies are never allowed. */
export function crossOrigin({ corsOrigins }: Pick<GatewayConfiguration, 'corsOrigins'>) {
    const answerPreflight = cors({
        origin: corsOrigins === '*' ? '*' : [...corsOrigins],
        allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        allowHeaders: ALLOWED_HEADERS,
        maxAge: MAX_AGE
    });
    return createMiddleware<GatewayEnvironment>(async function crossOrigin(context, next) {
        if (context.req.method === 'OPTIONS') {
            return answerPreflight(context, next);
        }
        // The library would create an answer first, and then copy the real answer with its body into it.
        const origin = context.req.header('Origin');
        if (corsOrigins === '*') {
            context.header('Access-Control-Allow-Origin', '*');
            context.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
        } else {
            context.header('Vary', 'Origin', { append: true });
            if (origin !== undefined && corsOrigins.includes(origin)) {
                context.header('Access-Control-Allow-Origin', origin);
                context.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
            }
        }
        await next();
    });
}
