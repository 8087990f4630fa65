// SPDX-License-Identifier: MIT

import type { DatabaseSession } from '@sanyam/store';
import type { RequestWindow } from '@sanyam/types';
import type { Next } from 'hono';
import { createMiddleware } from 'hono/factory';
import { type Admission, type Admissions, type AdmittedRequest, requireAllowed } from '../admission/admission';
import type { FairUse } from '../admission/fair-use';
import type { TrustedProxies } from '../admission/trusted-proxies';
import { onAnswerEnd } from '../http/answer-end';
import type { GatewayContext, GatewayEnvironment } from '../http/request-variables';
import { type Access, requireAccess } from '../identity/access';
import type { Authenticator } from '../identity/authenticator';
import type { Licensing, RequestLicensing, RequiredFeature } from '../licensing/licensing';

export interface AdmissionServices {
    readonly authenticator: Authenticator;
    readonly admissions: Admissions;
    readonly licensing: Licensing;
    readonly fairUse: FairUse;
    readonly proxies: TrustedProxies;
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
    return visiting(async function admit(context, next) {
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
    return visiting(async function admitWithRead(context, next) {
        const licensing = services.licensing.begin();
        const admission = await begin(context, services);
        const { session: inner } = admission;
        // Sets the headers now, because setting a header of a complete answer creates a new answer.
        const letInAfter = async <T>(call: Promise<T>): Promise<T> => {
            const answer = await call;
            await letIn(context, admission, licensing, requirements);
            return answer;
        };
        const session: DatabaseSession = {
            call: (...call) => letInAfter(inner.call(...call))
        };
        context.set('store', licensing.storeOf(session));
        await next();
        // A request that failed before its first call, or during it, is not counted yet.
        if (context.var.caller === undefined && context.var.visit?.wasTurnedAway !== true) {
            await letIn(context, admission, licensing, requirements);
        }
    });
}

/** Ends the work of the visit that a middleware begins after everything that the middleware runs, also after a failure. */
function visiting(middleware: (context: GatewayContext, next: Next) => Promise<void>) {
    return createMiddleware<GatewayEnvironment>(async (context, next) => {
        try {
            await middleware(context, next);
        } finally {
            context.var.visit?.endWork();
        }
    });
}

async function begin(context: GatewayContext, services: AdmissionServices): Promise<Admission> {
    const authenticate = () => services.authenticator.authenticate(context.req.header('Authorization'));
    const credentials = await authenticate();
    context.set('verifyAgain', () =>
        authenticate().then(
            () => true,
            () => false
        )
    );
    // No cache may keep an answer, because the entity tag stays the same if a document moves to the trash or its shares
    // change. A client can still send the tag itself to avoid loading the same content again.
    context.header('Cache-Control', 'no-store');
    context.header('Vary', 'Authorization', { append: true });
    const visit = services.fairUse.visit(credentials, services.proxies.sourceOf(context.env.incoming));
    context.set('visit', visit);
    visit.enter();
    onAnswerEnd(context.env, () => visit.endAnswer());
    return services.admissions.begin(credentials, visit);
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
    context.var.visit?.belongsTo(request.caller.userId);
    context.set('plan', request.plan);
    sayRateLimit(context, request.window);
    requireAllowed(request);
    requireAccess(access, request.caller);
    return request;
}

function sayRateLimit(context: GatewayContext, { limit, remaining, reset_at: resetAt }: RequestWindow): void {
    if (limit !== null && remaining !== null) {
        context.header('X-RateLimit-Limit', String(limit));
        context.header('X-RateLimit-Remaining', String(remaining));
    }
    context.header('X-RateLimit-Reset', String(Date.parse(resetAt) / 1000));
}
