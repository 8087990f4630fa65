// SPDX-License-Identifier: MIT

import { CloudError, type RequestWindow } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import { type Admission, type Admissions, type AdmittedRequest, requireAllowed } from '../admission/admission';
import type { GatewayContext, GatewayEnvironment } from '../http/request-variables';
import { type Access, requireAccess } from '../identity/access';
import type { Authenticator } from '../identity/authenticator';
import type { Licensing, RequestLicensing, RequiredFeature } from '../licensing/licensing';

export interface AdmissionServices {
    readonly authenticator: Authenticator;
    readonly admissions: Admissions;
    readonly licensing: Licensing;
}

/** The access and the feature that an operation requires. */
export interface Requirements {
    readonly access: Access;
    readonly feature?: RequiredFeature | undefined;
}

/**
 * Admits a request before its body is read: counts it and checks the requirements of the operation. The count has its
 * own transaction. So it is kept if the change fails, and it does not wait for the disk as a change does.
 */
export function admit(services: AdmissionServices, requirements: Requirements) {
    return createMiddleware<GatewayEnvironment>(async function admit(context, next) {
        const licensing = services.licensing.begin();
        const admission = await begin(context, services);
        const { plan, session } = await letIn(context, admission, licensing, requirements);
        if (requirements.feature !== undefined && plan !== undefined) {
            await licensing.requireFeature(requirements.feature, plan);
        }
        context.set('store', licensing.storeOf(session));
        await next();
    });
}

/** Admits a request that only reads with its first call of the database, which needs one round trip instead of two. */
export function admitWithRead(services: AdmissionServices, requirements: Requirements) {
    return createMiddleware<GatewayEnvironment>(async function admitWithRead(context, next) {
        const licensing = services.licensing.begin();
        const admission = await begin(context, services);
        const session: typeof admission.session = {
            call: async (...call) => {
                const answer = await admission.session.call(...call);
                // Sets the headers now, because setting a header of a complete answer creates a new answer.
                await letIn(context, admission, licensing, requirements);
                return answer;
            }
        };
        context.set('store', licensing.storeOf(session));
        await next();
        // A request that failed before its first call, or during it, is not counted yet.
        if (context.var.caller === undefined && !isUnavailable(context.error)) {
            await letIn(context, admission, licensing, requirements);
        }
    });
}

async function begin(context: GatewayContext, services: AdmissionServices): Promise<Admission> {
    const credentials = await services.authenticator.authenticate(context.req.header('Authorization'));
    // No cache may keep an answer, because the entity tag stays the same if a document moves to the trash or its shares
    // change. A client can still send the tag itself to avoid loading the same content again.
    context.header('Cache-Control', 'no-store');
    context.header('Vary', 'Authorization', { append: true });
    return services.admissions.begin(credentials);
}

/** @throws CloudError RATE_LIMIT_EXCEEDED, FORBIDDEN, INSUFFICIENT_SCOPE, and what {@link Admission.admit} throws */
async function letIn(
    context: GatewayContext,
    admission: Admission,
    licensing: RequestLicensing,
    { access }: Requirements
): Promise<AdmittedRequest> {
    const request = await licensing.judge(await admission.admit());
    context.set('caller', request.caller);
    context.set('plan', request.plan);
    sayRateLimit(context, request.window);
    requireAllowed(request);
    requireAccess(access, request.caller);
    return request;
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
