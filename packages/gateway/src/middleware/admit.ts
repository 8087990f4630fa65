// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/document-store/lib/common';
import { CloudError, type CountedRequest, type FeatureGate, type RequestWindow } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import type { DatabaseSessions } from '../database/database-sessions';
import { MeasuredDatabaseSession } from '../database/measured-database-session';
import type { GatewayContext, GatewayEnvironment } from '../http/gateway-environment';
import type { Admission } from '../identity/admission';
import { requireFeature } from '../licensing/free-feature-gate';
import { FreeTierDocumentStore } from '../licensing/free-tier-document-store';
import type { Metrics } from '../observability/metrics';

export interface AdmissionServices {
    readonly admission: Admission;
    readonly sessions: DatabaseSessions;
    readonly metrics: Metrics;
    /** Makes the gate that everyone must pass where plans do not count. */
    readonly freeGate: (() => FeatureGate) | undefined;
}

/** Lets a request in as its caller, or not: no caller, or no requests left in this hour. */
export function admit({ admission, sessions, metrics, freeGate }: AdmissionServices) {
    return createMiddleware<GatewayEnvironment>(async function admit(context, next) {
        const gate = freeGate?.();
        const { caller, ...counted } = await admission.admit(context.req.header('Authorization'));
        context.set('caller', caller);
        const { allowed, window } = gate === undefined ? counted : await countAsFree(counted, gate);
        sayRateLimit(context, window);
        // What one may see is not for a cache that others share; the entity tag makes asking again cheap.
        context.header('Cache-Control', 'private, no-cache');
        context.header('Vary', 'Authorization', { append: true });
        if (!allowed) {
            const seconds = Math.ceil((Date.parse(window.reset_at) - Date.now()) / 1000);
            context.header('Retry-After', String(Math.max(seconds, 1)));
            throw new CloudError(
                'RATE_LIMIT_EXCEEDED',
                `Your plan has ${window.limit} requests an hour, and they are used up. Try again later, or upgrade.`,
                { limit: window.limit, reset_at: window.reset_at }
            );
        }
        if (gate !== undefined && caller.kind === 'api-key') {
            await requireFeature(gate, 'api_keys');
        }
        const session = new MeasuredDatabaseSession(sessions.sessionOf(caller), metrics);
        context.set(
            'store',
            gate === undefined ? new CloudDocumentStore(session) : new FreeTierDocumentStore(session, gate)
        );
        await next();
    });
}

/** The same request as if its caller had the free tier. */
async function countAsFree(counted: CountedRequest, gate: FeatureGate): Promise<CountedRequest> {
    const { limit, used } = counted.window;
    const { api_rate_limit_per_hour: freeLimit } = await gate.getTierLimits();
    if (freeLimit === null || (limit !== null && limit <= freeLimit)) {
        return counted;
    }
    const window = { ...counted.window, limit: freeLimit, remaining: Math.max(freeLimit - used, 0) };
    return { allowed: counted.allowed && used <= freeLimit, window };
}

function sayRateLimit(context: GatewayContext, { limit, remaining, reset_at: resetAt }: RequestWindow): void {
    if (limit !== null && remaining !== null) {
        context.header('X-RateLimit-Limit', String(limit));
        context.header('X-RateLimit-Remaining', String(remaining));
    }
    context.header('X-RateLimit-Reset', String(Date.parse(resetAt) / 1000));
}
