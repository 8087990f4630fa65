// SPDX-License-Identifier: MIT

import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from '@hono/zod-openapi';
import type { ErrorCode } from '@sanyam/types';
import type { MiddlewareHandler } from 'hono';
import { errorResponses, headersOf } from '../errors/error-responses';
import type { GatewayEnvironment } from '../http/gateway-environment';
import type { Access } from '../identity/access';
import type { RequiredFeature } from '../licensing/licensing';
import type { Requirements } from '../middleware/admit';
import type { OperationId } from '../operations';

export type GatewayApp = OpenAPIHono<GatewayEnvironment>;

/** An operation as its file declares it: its checks, its part of the OpenAPI document and docs/api.md follow from this. */
type Declaration = Omit<RouteConfig, 'operationId' | 'middleware' | 'security' | 'tags'> & {
    readonly id: OperationId;
    readonly access: Access;
    readonly feature?: RequiredFeature;
    /** What it can fail with, beyond its checks. */
    readonly errors?: readonly ErrorCode[];
};

/** Operations about one kind of thing. */
export interface RouteGroup {
    readonly tag: string;
    readonly operations: readonly Operation[];
}

/** What runs before the handler of an operation, and what the document says of it. */
interface Surroundings {
    readonly middleware: MiddlewareHandler<GatewayEnvironment>[];
    readonly tag: string;
}

/** What every operation with a caller can fail with; FEATURE_NOT_AVAILABLE when the plan of a key's owner has no keys. */
const CALLER_ERRORS: readonly ErrorCode[] = [
    'UNAUTHORIZED',
    'FEATURE_NOT_AVAILABLE',
    'RATE_LIMIT_EXCEEDED',
    'CLOUD_NOT_CONFIGURED',
    'SERVICE_UNAVAILABLE'
];

/** An operation of the API: declared once, in a file of its own. */
export interface Operation extends Requirements {
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
    const { id, access, feature, errors = [], ...route }: Declaration = declaration;
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
        access,
        feature,
        method: route.method,
        path: route.path,
        takesBody: body !== undefined,
        register(app, { middleware, tag }) {
            const complete = createRoute({
                ...route,
                operationId: id,
                tags: [tag],
                security: securityOf(access),
                middleware,
                responses: withCommonHeaders(
                    {
                        ...errorResponses([...ownErrors, ...accessErrors(access), 'INTERNAL_ERROR']),
                        ...route.responses
                    },
                    access !== 'everyone'
                )
            });
            // What it takes and answers was checked against its own declaration, which is wider here.
            app.openapi(complete, handler as never);
        }
    };
}

/** In OpenAPI the names beside a scheme say which roles it needs: the scope that an API key must have. */
function securityOf(access: Access): Record<string, string[]>[] {
    if (access === 'everyone') {
        return [];
    }
    return [{ bearer: typeof access === 'object' ? [access.scope] : [] }];
}

function accessErrors(access: Access): readonly ErrorCode[] {
    switch (access) {
        case 'everyone':
            return [];
        case 'caller':
            return CALLER_ERRORS;
        case 'session':
            return [...CALLER_ERRORS, 'FORBIDDEN'];
        default:
            return [...CALLER_ERRORS, 'INSUFFICIENT_SCOPE'];
    }
}
