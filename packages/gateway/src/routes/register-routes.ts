// SPDX-License-Identifier: MIT

import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { noCloud } from '../errors/no-cloud';
import type { GatewayEnvironment } from '../http/gateway-environment';
import { admit } from '../middleware/admit';
import { receiveJson } from '../middleware/receive-json';
import type { OperationId } from '../operations';
import type { Services } from '../services';
import type { GatewayApp, Operation, RouteGroup } from './operation';

type Middleware = MiddlewareHandler<GatewayEnvironment>;

/** Registers every operation behind the checks that it declares. */
export function registerRoutes(app: GatewayApp, groups: readonly RouteGroup[], services: Services): void {
    for (const { tag, operations } of groups) {
        for (const operation of operations) {
            operation.register(app, { tag, middleware: middlewareOf(operation, services) });
        }
    }
}

function middlewareOf({ id, access, takesBody }: Operation, { cloud, metrics }: Services): Middleware[] {
    const named = nameOperation(id);
    if (access === 'everyone') {
        return [named];
    }
    if (cloud === undefined) {
        return [named, refuseWithoutCloud];
    }
    return [named, admit({ ...cloud, metrics }, access), ...(takesBody ? [receiveJson(cloud.bodyLimit)] : [])];
}

/** So that the log and the metrics call a request by the name of its operation, however it ends. */
function nameOperation(id: OperationId): Middleware {
    return createMiddleware<GatewayEnvironment>(async function nameOperation(context, next) {
        context.set('operation', id);
        await next();
    });
}

const refuseWithoutCloud: Middleware = () => {
    throw noCloud();
};
