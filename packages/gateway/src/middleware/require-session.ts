// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from '../http/gateway-environment';

/** Says no to API keys. */
export function requireSession() {
    return createMiddleware<GatewayEnvironment>(async function requireSession(context, next) {
        if (context.var.caller?.kind !== 'session') {
            throw new CloudError('FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
        }
        await next();
    });
}
