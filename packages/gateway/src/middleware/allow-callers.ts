// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from '../http/gateway-environment';

/** Says no early to an API key that lacks a scope; the database would, too. */
export function requireScope(scope: string) {
    return createMiddleware<GatewayEnvironment>(async function requireScope(context, next) {
        const { caller } = context.var;
        if (caller?.kind === 'api-key' && !caller.scopes.includes(scope)) {
            throw new CloudError(
                'INSUFFICIENT_SCOPE',
                `This API key lacks the scope “${scope}”. Make a key that has it.`,
                { required_scope: scope }
            );
        }
        await next();
    });
}

/** Says no to API keys. */
export function requireSession() {
    return createMiddleware<GatewayEnvironment>(async function requireSession(context, next) {
        if (context.var.caller?.kind !== 'session') {
            throw new CloudError('FORBIDDEN', 'An API key cannot do this. Sign in to do it.');
        }
        await next();
    });
}
