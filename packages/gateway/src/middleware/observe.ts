// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { GatewayEnvironment } from '../http/request-variables';
import type { Metrics } from '../observability/metrics';

/** Refuses API keys, which a client may put in the wrong header, because the id is logged. */
const REQUEST_ID = /^(?!sanyam_)[\w.:-]{1,128}$/;

/** The methods with their own label. All others share one label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

const LIMIT_CODES = new Set([
    'TIER_LIMIT_EXCEEDED',
    'FEATURE_NOT_AVAILABLE',
    'DOCUMENT_TOO_LARGE',
    'RATE_LIMIT_EXCEEDED'
]);

/** Gives each request an id, and writes one log line and one observation in the metrics. */
export function observe(log: Logger, metrics: Metrics) {
    return createMiddleware<GatewayEnvironment>(async function observe(context, next) {
        const start = performance.now();
        const asked = context.req.header('X-Request-Id');
        const requestId = asked !== undefined && REQUEST_ID.test(asked) ? asked : randomUUID();
        context.set('requestId', requestId);
        context.set('log', log.child({ request_id: requestId }));
        context.header('X-Request-Id', requestId);
        // A browser must not guess that a document's text is a script or a page.
        context.header('X-Content-Type-Options', 'nosniff');
        await next();

        const { status } = context.res;
        const { caller, operation = 'none' } = context.var;
        const milliseconds = performance.now() - start;
        const method = METHODS.has(context.req.method) ? context.req.method : 'other';
        metrics.requests.observe({ operation, method, status }, milliseconds / 1000);
        if (context.error instanceof CloudError) {
            const { code } = context.error;
            if (code === 'OPTIMISTIC_LOCK_CONFLICT') {
                metrics.conflicts.inc({ operation });
            }
            if (LIMIT_CODES.has(code)) {
                metrics.limitsHit.inc({ code });
            }
        }
        context.var.log.info(
            {
                operation,
                method,
                status,
                duration_ms: Math.round(milliseconds * 10) / 10,
                ...(caller === undefined ? {} : { user_id: caller.userId }),
                ...(caller?.kind === 'api-key' ? { key_id: caller.keyId } : {}),
                ...(context.error instanceof CloudError ? { code: context.error.code } : {})
            },
            'request'
        );
    });
}
