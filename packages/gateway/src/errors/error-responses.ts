// SPDX-License-Identifier: MIT

import { type RouteConfig, z } from '@hono/zod-openapi';
import { detailsSchemaOf, type ErrorCode, ERRORS } from '@sanyam/types';

const HEADERS: Partial<Record<number, Record<string, string>>> = {
    401: { 'WWW-Authenticate': 'Bearer' },
    429: { 'Retry-After': 'Seconds until there is room again' },
    503: { 'Retry-After': 'Seconds' }
};

/** Returns the documented answers for these error codes, by status. */
export function errorResponses(codes: readonly ErrorCode[]): RouteConfig['responses'] {
    const byStatus = Map.groupBy([...new Set(codes)], code => ERRORS[code].status);
    return Object.fromEntries(
        [...byStatus].map(([status, sameStatus]) => [
            status,
            {
                description: sameStatus.join(', '),
                headers: headersOf(HEADERS[status]),
                content: { 'application/json': { schema: z.object({ error: oneOf(sameStatus.map(schemaOf)) }) } }
            }
        ])
    );
}

/** Returns the OpenAPI description of text headers. */
export function headersOf(descriptions: Record<string, string> = {}) {
    return Object.fromEntries(
        Object.entries(descriptions).map(([name, description]) => [
            name,
            { description, schema: { type: 'string' as const } }
        ])
    );
}

function oneOf(schemas: z.ZodObject[]): z.ZodType {
    const [first, second, ...rest] = schemas;
    return first === undefined || second === undefined ? z.union(schemas) : z.union([first, second, ...rest]);
}

function schemaOf(code: ErrorCode): z.ZodObject {
    const details = detailsSchemaOf(code);
    return z.object({ code: z.literal(code), message: z.string(), ...(details === undefined ? {} : { details }) });
}
