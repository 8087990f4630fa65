// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { randomBytes } from 'node:crypto';
import { operation } from '../operation';
import { DOCUMENTATION_SCRIPT } from './documentation-script';

/** Scalar's settings: it contacts no other server and stores no credentials. */
const settings = {
    authentication: { preferredSecurityScheme: 'bearer' },
    persistAuth: false,
    theme: 'default',
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: 'never',
    documentDownloadType: 'direct',
    defaultOpenAllTags: true,
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' }
};

/**
 * Returns the page. All its addresses are relative to its own, `/api/v1/docs`, because a proxy can serve the gateway
 * below a path. Requests go to the gateway that serves the page.
 */
function page(nonce: string): string {
    return `<!doctype html>
<html lang="en">
    <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sanyam REST API</title>
        <link rel="icon" href="data:," />
    </head>
    <body>
        <div id="app"></div>
        <script nonce="${nonce}" src="${DOCUMENTATION_SCRIPT}"></script>
        <script nonce="${nonce}">
            Scalar.createApiReference('#app', {
                ...${JSON.stringify(settings)},
                url: new URL('openapi.json', location.href).href,
                servers: [{ url: new URL('../..', location.href).href.replace(/\\/$/, '') }]
            });
        </script>
    </body>
</html>
`;
}

/**
 * The page's content security policy. It allows scripts with the nonce and requests to this gateway. Styles are
 * allowed inline, because Scalar sets style attributes and a nonce does not cover them. A style cannot send data to
 * another server: the page loads from this gateway only.
 */
function policy(nonce: string): string {
    return [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        "style-src 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'"
    ].join('; ');
}

export const readDocumentation = operation(
    {
        id: 'contract.page',
        access: 'everyone',
        method: 'get',
        path: '/api/v1/docs',
        summary: 'Open a page to read and try this API',
        responses: { 200: { description: 'The page', content: { 'text/html': { schema: z.string() } } } }
    },
    context => {
        const nonce = randomBytes(16).toString('base64');
        return context.html(page(nonce), 200, { 'Content-Security-Policy': policy(nonce) });
    }
);
