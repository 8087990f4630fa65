// SPDX-License-Identifier: MIT

import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from '@hono/zod-openapi';
import type { ErrorCode } from '@sanyam/types';
import type { MiddlewareHandler } from 'hono';
import { errorResponses, headersOf } from '../errors/error-responses';
import type { GatewayEnvironment } from '../http/gateway-environment';
import type { OperationId } from '../operations';

export type GatewayApp = OpenAPIHono<GatewayEnvironment>;

/** An operation as its file declares it: what it is called, what it takes, and how it ends. */
type Declaration = Omit<RouteConfig, 'operationId' | 'middleware' | 'security' | 'tags'> & {
    readonly id: OperationId;
    /** What it can fail with, beyond what all of its group can. */
    readonly errors?: readonly ErrorCode[];
};

/** What the group of an operation adds to it. */
export interface Surroundings {
    readonly middleware: MiddlewareHandler<GatewayEnvironment>[];
    readonly errors: readonly ErrorCode[];
    readonly security: Record<string, string[]>[];
    readonly tag: string;
}

/** An operation of the API: declared once, in a file of its own. */
export interface Operation {
    readonly id: OperationId;
    /** In lower case. */
    readonly method: string;
    /** With its parameters in braces. */
    readonly path: string;
    readonly takesBody: boolean;
    register(app: GatewayApp, surroundings: Surroundings): void;
}

const REQUEST_ID = { 'X-Request-Id': 'The id of this request: yours, when it is well-formed' };
const RATE_LIMIT = {
    'X-RateLimit-Limit': 'Requests an hour',
    'X-RateLimit-Remaining': 'Requests that are left in this hour',
    'X-RateLimit-Reset': 'When the next hour begins, in seconds since 1970'
};

/** Who was let in is told of their hour, whatever the answer; a header in the document need not be there. */
function withCommonHeaders(responses: RouteConfig['responses'], hasCaller: boolean): RouteConfig['responses'] {
    return Object.fromEntries(
        Object.entries(responses).map(([status, response]) => {
            const isCounted = hasCaller && status !== '401';
            const headers = headersOf({ ...REQUEST_ID, ...(isCounted ? RATE_LIMIT : {}) });
            return [
                status,
                { ...response, headers: { ...headers, ...('headers' in response ? response.headers : {}) } }
            ];
        })
    );
}

/** The schemas that validate a request, check the handler's answer, and make the OpenAPI document are the same. */
export function operation<const Route extends Declaration>(
    declaration: Route,
    handler: RouteHandler<Route, GatewayEnvironment>
): Operation {
    const { id, errors = [], ...route }: Declaration = declaration;
    const { body, query, headers } = route.request ?? {};
    const ownErrors: ErrorCode[] = [...errors];
    if (body !== undefined) {
        ownErrors.push('INVALID_JSON', 'DOCUMENT_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
    }
    if (body !== undefined || query !== undefined || headers !== undefined) {
        ownErrors.push('VALIDATION_ERROR');
    }
    return {
        id,
        method: route.method,
        path: route.path,
        takesBody: body !== undefined,
        register(app, surroundings) {
            const complete = createRoute({
                ...route,
                operationId: id,
                tags: [surroundings.tag],
                security: surroundings.security,
                middleware: surroundings.middleware,
                responses: withCommonHeaders(
                    { ...errorResponses([...ownErrors, ...surroundings.errors]), ...route.responses },
                    surroundings.security.length > 0
                )
            });
            // What it takes and answers was checked against its own declaration, which is wider here.
            app.openapi(complete, handler as never);
        }
    };
}
