// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { NotFoundHandler } from 'hono';
import { answerError } from '../errors/error-answer';
import type { GatewayEnvironment } from '../http/request-variables';
import type { RouteGroup } from './operation';

/** Reserved for files of a document, so that nothing else can be there. */
const ASSETS = /^\/api\/v1\/documents\/[^/]+\/assets(\/|$)/;

/** Returns the answer without an operation: 405 with the allowed methods, or 404. */
export function answerUnknownRoute(groups: readonly RouteGroup[]): NotFoundHandler<GatewayEnvironment> {
    const operations = groups.flatMap(group => group.operations);
    const paths = Map.groupBy(operations, ({ path }) => path);
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
