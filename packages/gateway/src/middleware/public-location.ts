// SPDX-License-Identifier: MIT

import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from '../http/request-variables';

/**
 * Puts the path of the gateway's public address in front of the paths in Location. A proxy that serves the gateway
 * below a path removes it from requests, so the routes do not know it.
 *
 * @param publicUrl without a slash at the end, such as `https://example.com/sanyam`
 */
export function publicLocation(publicUrl: string | undefined) {
    const prefix = publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '');
    return createMiddleware<GatewayEnvironment>(async function publicLocation(context, next) {
        await next();
        const location = context.res.headers.get('Location');
        if (prefix !== '' && location?.startsWith('/')) {
            context.header('Location', prefix + location);
        }
    });
}
