// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { NotFoundHandler } from 'hono';
import { answerError } from '../errors/error-answer';
import type { GatewayEnvironment } from '../http/gateway-environment';
import type { RouteGroup } from './operation';

/** What documents do not have yet, so that nothing else is ever found there. */
const ASSETS = /^\/api\/v1\/documents\/[^/]+\/assets(\/|$)/;

/** Answers where no operation does: what the path allows, or that there is no such path. */
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
            return answerError(new CloudError('ASSETS_NOT_SUPPORTED', 'Documents have no assets yet.'), context);
        }
        if (match === undefined) {
            return answerError(new CloudError('NOT_FOUND', 'There is nothing at this address.'), context);
        }
        context.header('Allow', match.allow);
        const message = `This address takes ${match.allow}.`;
        return answerError(new CloudError('METHOD_NOT_ALLOWED', message), context);
    };
}

/** GET answers HEAD as well, and OPTIONS is for browsers that ask before they send. */
function allowed(methods: string[]): string {
    return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
