// SPDX-License-Identifier: MIT

import type { ErrorCode } from '@sanyam/types';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { noCloud } from '../errors/no-cloud';
import type { GatewayEnvironment } from '../http/gateway-environment';
import { admit } from '../middleware/admit';
import { requireSession } from '../middleware/require-session';
import { receiveJson } from '../middleware/receive-json';
import type { OperationId } from '../operations';
import type { Services } from '../services';
import type { Access, RouteGroup } from './access';
import type { GatewayApp, Operation } from './operation';

type Middleware = MiddlewareHandler<GatewayEnvironment>;

/** What every operation that has a caller can fail with; `FEATURE_NOT_AVAILABLE` when the plan has no API keys. */
const CALLER_ERRORS: readonly ErrorCode[] = [
    'UNAUTHORIZED',
    'FEATURE_NOT_AVAILABLE',
    'RATE_LIMIT_EXCEEDED',
    'CLOUD_NOT_CONFIGURED',
    'SERVICE_UNAVAILABLE'
];

/** Registers every operation behind what its group asks of a caller. */
export function registerRoutes(app: GatewayApp, groups: readonly RouteGroup[], services: Services): void {
    for (const { tag, routes } of groups) {
        for (const { access, operation } of routes) {
            operation.register(app, {
                tag,
                middleware: middlewareOf(access, operation, services),
                errors: [...errorsOf(access), 'INTERNAL_ERROR'],
                security: access.kind === 'everyone' ? [] : [{ bearer: [] }]
            });
        }
    }
}

function middlewareOf(access: Access, operation: Operation, { cloud, metrics }: Services): Middleware[] {
    const named = nameOperation(operation.id);
    if (access.kind === 'everyone') {
        return [named];
    }
    if (cloud === undefined) {
        return [named, refuseWithoutCloud];
    }
    const isForSessions = access.kind === 'session';
    return [
        named,
        admit({ ...cloud, metrics }, isForSessions),
        // A key that lacks a scope is refused by the database, which says the same.
        ...(isForSessions ? [requireSession()] : []),
        ...(operation.takesBody ? [receiveJson(cloud.bodyLimit)] : [])
    ];
}

function errorsOf(access: Access): readonly ErrorCode[] {
    switch (access.kind) {
        case 'everyone':
            return [];
        case 'caller':
            return CALLER_ERRORS;
        case 'session':
            return [...CALLER_ERRORS, 'FORBIDDEN'];
        case 'scope':
            return [...CALLER_ERRORS, 'INSUFFICIENT_SCOPE'];
    }
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
