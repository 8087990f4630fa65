// SPDX-License-Identifier: MIT

import { OpenAPIHono } from '@hono/zod-openapi';
import { answerError } from './errors/error-answer';
import type { GatewayEnvironment } from './http/request-variables';
import { checkRequest } from './middleware/check-request';
import { crossOrigin } from './middleware/cross-origin';
import { endSlowReaders } from './middleware/end-slow-readers';
import { endUnread } from './middleware/end-unread';
import { observe } from './middleware/observe';
import { publicLocation } from './middleware/public-location';
import { slowDown } from './middleware/slow-down';
import { account } from './routes/account';
import { apiKeys } from './routes/api-keys';
import { billing } from './routes/billing';
import { contract } from './routes/contract';
import { readDocumentationScript, SCRIPT_ROUTE } from './routes/contract/documentation-script';
import { documents } from './routes/documents';
import { folders } from './routes/folders';
import type { GatewayApp, RouteGroup } from './routes/operation';
import { answerUnknownRoute } from './routes/unknown-route';
import { registerRoutes } from './routes/register-routes';
import { search } from './routes/search';
import { shares } from './routes/shares';
import { system } from './routes/system';
import { versions } from './routes/versions';
import type { Services } from './services';

const DESCRIPTION =
    'Documents in the cloud. Send `Authorization: Bearer …` with an access token or an API key. ' +
    'Lists are paged by cursor. `If-Match` protects changes. Every failed request has an `error` with a code and a message.';

/** Creates the app, a function from requests to answers. It does not listen yet. */
export function createApp(services: Services): GatewayApp {
    const { configuration, log, metrics, cloud } = services;
    const app: GatewayApp = new OpenAPIHono<GatewayEnvironment>({ defaultHook: checkRequest });
    app.use(endSlowReaders());
    app.use(endUnread());
    app.use(slowDown());
    app.use(observe(log, metrics));
    app.use(crossOrigin(configuration));
    app.use(publicLocation(configuration.publicUrl));
    app.onError(answerError);

    const groups: RouteGroup[] = [
        documents,
        folders,
        search,
        versions,
        shares,
        apiKeys,
        account(cloud?.publicDatabase),
        billing(services.billing, configuration, services.proxies),
        contract(() => makeContract(app, configuration.publicUrl)),
        system(cloud?.publicDatabase, metrics)
    ];
    registerRoutes(app, groups, services);
    app.get(SCRIPT_ROUTE, readDocumentationScript);
    const operations = groups.flatMap(group => group.operations);
    app.notFound(answerUnknownRoute([...operations, { method: 'get', path: SCRIPT_ROUTE }]));
    return app;
}

function makeContract(app: GatewayApp, publicUrl: string | undefined): object {
    app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
        type: 'http',
        scheme: 'bearer',
        description: 'An access token, or an API key: `sanyam_<prefix>_<secret>`'
    });
    return app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Sanyam', version: '1', description: DESCRIPTION, license: { name: 'MIT' } },
        servers: [{ url: publicUrl ?? '/' }]
    });
}
