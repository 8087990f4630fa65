// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { NotFoundHandler } from 'hono';
import { answerError } from '../errors/error-answer';
import type { GatewayEnvironment } from '../http/request-variables';
import type { Operation } from './operation';

/** Reserved for files of a document, so that nothing else can be there. */
const ASSETS = /^\/api\/v1\/documents\/[^/]+\/assets(\/|$)/;

/** A route in OpenAPI's notation: its method in lower case, and its path with parameters in braces. */
type KnownRoute = Pick<Operation, 'method' | 'path'>;

/** Returns the answer without an operation: 405 with the allowed methods, or 404. */
export function answerUnknownRoute(routes: readonly KnownRoute[]): NotFoundHandler<GatewayEnvironment> {
    const paths = Map.groupBy(routes, ({ path }) => path);
    const known = [...paths].map(([path, samePath]) => ({
        pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        allow: allowed(samePath.map(({ method }) => method.toUpperCase()))
    }));
    return context => {
        const match = known.find(({ pattern }) => pattern.test(context.req.path));
        if (ASSETS.test(context.req.path)) {
            return answerError(new CloudError('ASSETS_NOT_SUPPORTED'), context);
        }
        if (match === undefined) {
            return answerError(new CloudError('NOT_FOUND'), context);
        }
        context.header('Allow', match.allow);
        const message = `This address supports ${match.allow}.`;
        return answerError(new CloudError('METHOD_NOT_ALLOWED', message), context);
    };
}

/** Adds HEAD, which GET answers, and OPTIONS, which browsers send first. */
function allowed(methods: string[]): string {
    return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
