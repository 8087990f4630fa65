// SPDX-License-Identifier: MIT

import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { GatewayConfiguration } from '../configuration/gateway-configuration';
import type { GatewayEnvironment } from '../http/gateway-environment';

/** How long a browser may remember what is allowed, in seconds: the longest that Chromium does. */
const MAX_AGE = 7200;

const ALLOWED_HEADERS = [
    'Content-Type',
    'Authorization',
    'If-Match',
    // Beyond the requirement: without these a page could neither ask for a 304, nor send a create twice without
    // creating twice, nor name a request that it wants to find in the log.
    'If-None-Match',
    'Idempotency-Key',
    'X-Request-Id'
];

const EXPOSED_HEADERS = [
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'ETag',
    // Beyond the requirement: where a new document is, when to try again, and what to report.
    'Location',
    'Retry-After',
    'X-Request-Id'
].join(',');

/** Lets pages of the configured origins call the API. Tokens travel in a header, so no cookie is ever allowed. */
export function crossOrigin({ corsOrigins }: Pick<GatewayConfiguration, 'corsOrigins'>) {
    const answerPreflight = cors({
        origin: corsOrigins === '*' ? '*' : [...corsOrigins],
        allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
        allowHeaders: ALLOWED_HEADERS,
        maxAge: MAX_AGE
    });
    return createMiddleware<GatewayEnvironment>(async function crossOrigin(context, next) {
        if (context.req.method === 'OPTIONS') {
            return answerPreflight(context, next);
        }
        // Not by the library, which begins an answer for it: the one that comes would be copied into that, body and all.
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
