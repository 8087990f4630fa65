// SPDX-License-Identifier: MIT

import { cors } from 'hono/cors';
import type { GatewayConfiguration } from '../configuration/gateway-configuration';

/** How long a browser may remember what is allowed, in seconds: the longest that Chromium does. */
const MAX_AGE = 7200;

/** Lets pages of the configured origins call the API. Tokens travel in a header, so no cookie is ever allowed. */
export function crossOrigin({ corsOrigins }: Pick<GatewayConfiguration, 'corsOrigins'>) {
    return cors({
        origin: corsOrigins === '*' ? '*' : [...corsOrigins],
        allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
        allowHeaders: [
            'Content-Type',
            'Authorization',
            'If-Match',
            // Beyond the requirement: without these a page could neither ask for a 304, nor send a create twice without
            // creating twice, nor name a request that it wants to find in the log.
            'If-None-Match',
            'Idempotency-Key',
            'X-Request-Id'
        ],
        exposeHeaders: [
            'X-RateLimit-Limit',
            'X-RateLimit-Remaining',
            'X-RateLimit-Reset',
            'ETag',
            // Beyond the requirement: where a new document is, when to try again, and what to report.
            'Location',
            'Retry-After',
            'X-Request-Id'
        ],
        maxAge: MAX_AGE
    });
}
