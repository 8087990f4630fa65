// SPDX-License-Identifier: MIT

import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { noCloud } from '../errors/no-cloud';
import { refuseConditions } from '../http/conditional-change';
import type { GatewayEnvironment } from '../http/request-variables';
import { admit, admitWithRead } from '../middleware/admit';
import { readJsonBody } from '../middleware/read-json-body';
import type { OperationId } from '../operation-ids';
import type { Services } from '../services';
import type { GatewayApp, Operation, RouteGroup } from './operation';

type Middleware = MiddlewareHandler<GatewayEnvironment>;

/** Registers all operations, with the checks that they declare. */
export function registerRoutes(app: GatewayApp, groups: readonly RouteGroup[], services: Services): void {
    for (const { tag, operations } of groups) {
        for (const operation of operations) {
            operation.register(app, { tag, middleware: middlewareOf(operation, services) });
        }
    }
}

function middlewareOf(operation: Operation, { cloud }: Services): Middleware[] {
    const named = nameOperation(operation.id);
    if (operation.access === 'everyone') {
        return [named];
    }
    if (cloud === undefined) {
        return [named, refuseWithoutCloud];
    }
    const { method, access, body, takesConditions } = operation;
    // Without plans, the limit of the free tier must be read first. A key must not read what only a session may read.
    const readsAtOnce = method === 'get' && access !== 'session' && cloud.licensing.hasPlans;
    return [
        named,
        readsAtOnce ? admitWithRead(cloud, operation) : admit(cloud, operation),
        ...(method === 'get' || takesConditions ? [] : [withoutConditions]),
        ...(body === undefined ? [] : [readJsonBody(body)])
    ];
}

/** Sets the operation's name for the log and the metrics, before any check can fail. */
function nameOperation(id: OperationId): Middleware {
    return createMiddleware<GatewayEnvironment>(async function nameOperation(context, next) {
        context.set('operation', id);
        await next();
    });
}

/** A change of something without an entity tag must not ignore a condition that would keep it from happening. */
const withoutConditions: Middleware = async (context, next) => {
    refuseConditions({
        'If-Match': context.req.header('If-Match'),
        'If-None-Match': context.req.header('If-None-Match'),
        'If-Unmodified-Since': context.req.header('If-Unmodified-Since')
    });
    await next();
};

const refuseWithoutCloud: Middleware = () => {
    throw noCloud();
};
