// SPDX-License-Identifier: MIT

import { CloudDocumentStore, type DatabaseSession } from '@sanyam/store';
import { CloudError, type RequestWindow } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import { type Admissions, requireAllowed } from '../admission/admission';
import { MeasuredDatabaseSession } from '../database/measured-database-session';
import type { GatewayContext, GatewayEnvironment } from '../http/gateway-environment';
import { type Access, requireAccess } from '../identity/access';
import type { Authenticator } from '../identity/authenticator';
import type { Licensing } from '../licensing/licensing';
import type { Metrics } from '../observability/metrics';

export interface AdmissionServices {
    readonly authenticator: Authenticator;
    readonly admissions: Admissions;
    readonly licensing: Licensing;
    readonly metrics: Metrics;
}

/**
 * Lets a request in as its caller, or not: no caller, or no requests left in this hour. A request that only reads is
 * let in with its first call of the database, in one round trip. All others are counted before they do anything: their
 * body is not worth reading else, and counting does not wait for the disk, for which a change has to.
 *
 * @param access checked as soon as the caller is known: before the body is read, or by the database in its first call
 */
export function admit({ authenticator, admissions, licensing, metrics }: AdmissionServices, access: Access) {
    return createMiddleware<GatewayEnvironment>(async function admit(context, next) {
        const credentials = await authenticator.authenticate(context.req.header('Authorization'));
        // Not for a cache that others share. Nor for one's own: it would ask by the entity tag, which stays the same
        // when a document is trashed, or shared in another way. Who asks by it themselves has the newest text.
        context.header('Cache-Control', 'no-store');
        context.header('Vary', 'Authorization', { append: true });
        const admission = admissions.begin(credentials);
        const letIn = async () => {
            const request = await licensing.judge(await admission.admit());
            context.set('caller', request.caller);
            context.set('plan', request.plan);
            sayRateLimit(context, request.window);
            requireAllowed(request);
            requireAccess(access, request.caller);
            return request;
        };
        if (access === 'session' || context.req.method !== 'GET' || !licensing.hasPlans) {
            const session = new MeasuredDatabaseSession(admission.session, metrics);
            context.set('store', licensing.storeOf(await letIn(), session));
            await next();
            return;
        }
        const session: DatabaseSession = {
            call: async (...call) => {
                const answer = await admission.session.call(...call);
                // Headers are said now, since an answer that is complete has to be made again for them.
                await letIn();
                return answer;
            }
        };
        context.set('store', new CloudDocumentStore(new MeasuredDatabaseSession(session, metrics)));
        await next();
        // It may have failed before it called the database, or with it, and then it has not been counted.
        if (context.var.caller === undefined && !isUnavailable(context.error)) {
            await letIn();
        }
    });
}

function isUnavailable(error: Error | undefined): boolean {
    return CloudError.is(error) && error.status === 503;
}

function sayRateLimit(context: GatewayContext, { limit, remaining, reset_at: resetAt }: RequestWindow): void {
    if (limit !== null && remaining !== null) {
        context.header('X-RateLimit-Limit', String(limit));
        context.header('X-RateLimit-Remaining', String(remaining));
    }
    context.header('X-RateLimit-Reset', String(Date.parse(resetAt) / 1000));
}
