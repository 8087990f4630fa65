// SPDX-License-Identifier: MIT

import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from '@hono/zod-openapi';
import type { ErrorCode } from '@sanyam/types';
import type { MiddlewareHandler } from 'hono';
import { errorResponses, headersOf } from '../errors/error-responses';
import type { GatewayEnvironment } from '../http/request-variables';
import type { Access } from '../identity/access';
import type { RequiredFeature } from '../licensing/licensing';
import type { Requirements } from '../middleware/admit';
import type { BodyKind } from '../middleware/read-json-body';
import type { OperationId } from '../operation-ids';

export type GatewayApp = OpenAPIHono<GatewayEnvironment>;

/** The declaration of an operation. Its checks and its part of the OpenAPI document come from it. */
type Declaration = Omit<RouteConfig, 'operationId' | 'middleware' | 'security' | 'tags'> & {
    readonly id: OperationId;
    readonly access: Access;
    readonly feature?: RequiredFeature;
    /** Set it for a body with the text of a document. Every other body has at most 16 KB. */
    readonly document?: 'new-document' | 'document-change';
    /**
     * Set it for a change that evaluates its conditions, such as If-Match, itself: its headers are `conditionHeaders`. Any
     * other change refuses conditions.
     */
    readonly conditions?: 'evaluates';
    /** The errors of the operation, in addition to the errors of its checks. */
    readonly errors?: readonly ErrorCode[];
};

/** Operations under one tag of the OpenAPI document. */
export interface RouteGroup {
    readonly tag: string;
    readonly operations: readonly Operation[];
}

/** The middleware before the handler of an operation, and the operation's tag. */
interface Surroundings {
    readonly middleware: MiddlewareHandler<GatewayEnvironment>[];
    readonly tag: string;
}

/** The errors of every operation with a caller. FEATURE_NOT_AVAILABLE: the plan of the key's owner has no keys. */
const CALLER_ERRORS: readonly ErrorCode[] = [
    'UNAUTHORIZED',
    'FEATURE_NOT_AVAILABLE',
    'RATE_LIMIT_EXCEEDED',
    'TOO_MANY_CONCURRENT_REQUESTS',
    'SERVER_BUSY',
    'CLOUD_NOT_CONFIGURED',
    'SERVICE_UNAVAILABLE'
];

/** An operation of the API. Each has its own file. */
export interface Operation extends Requirements {
    readonly id: OperationId;
    /** In lower case. */
    readonly method: string;
    /** With its parameters in braces. */
    readonly path: string;
    /** Undefined without a body. */
    readonly body: BodyKind | undefined;
    /** Whether it evaluates the conditions of a change itself. */
    readonly takesConditions: boolean;
    register(app: GatewayApp, surroundings: Surroundings): void;
}

const REQUEST_ID = { 'X-Request-Id': 'The id of the request: your own, if it is valid' };
const RATE_LIMIT = {
    'X-RateLimit-Limit': 'The number of requests per hour',
    'X-RateLimit-Remaining': 'The number of requests left in this hour',
    'X-RateLimit-Reset': 'The start of the next hour, in seconds since 1970'
};

/** Adds the headers of every answer. All answers to a known caller can have the rate limit, also errors. */
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

/**
 * Declares an operation. The same schemas validate requests, check the handler's answers and go into the OpenAPI
 * document.
 */
export function operation<const Route extends Declaration>(
    declaration: Route,
    handler: RouteHandler<Route, GatewayEnvironment>
): Operation {
    const { id, access, feature, document, conditions, errors = [], ...route }: Declaration = declaration;
    const { body, query, headers } = route.request ?? {};
    const takesConditions = conditions === 'evaluates';
    const ownErrors: ErrorCode[] = [...errors];
    if (takesConditions) {
        ownErrors.push('INVALID_IF_MATCH', 'INVALID_IF_NONE_MATCH', 'OPTIMISTIC_LOCK_CONFLICT');
    }
    if (route.method !== 'get' && access !== 'everyone') {
        ownErrors.push('PRECONDITION_FAILED');
    }
    if (body !== undefined) {
        const tooLarge = document === undefined ? 'BODY_TOO_LARGE' : 'DOCUMENT_TOO_LARGE';
        ownErrors.push(
            'MALFORMED_REQUEST',
            'INVALID_JSON',
            'REQUEST_TIMEOUT',
            'LENGTH_REQUIRED',
            tooLarge,
            'UNSUPPORTED_MEDIA_TYPE'
        );
    }
    if (query !== undefined && body === undefined) {
        ownErrors.push('MALFORMED_REQUEST');
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
        body: body && (document ?? 'small'),
        takesConditions,
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
            // The compiler checked the handler against `Route`. Here the type of the declaration is wider.
            app.openapi(complete, handler as never);
        }
    };
}

/** Returns the security requirement for OpenAPI, with the scope that an API key must have. */
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
