// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from '../http/request-variables';

/** Milliseconds that a refusal waits. `Retry-After` asks for a second, which not every client obeys. */
const PAUSE = 500;

/**
 * Holds back the answer to a user who has too much at the same time. A client that repeats a refused request at once
 * would otherwise take the processor time that its refused requests were to save. When too many answers are held back
 * already, the connection ends instead, so that the client has to open another one.
 */
export function slowDown() {
    return createMiddleware<GatewayEnvironment>(async function slowDown(context, next) {
        await next();
        if (CloudError.is(context.error, 'TOO_MANY_CONCURRENT_REQUESTS')) {
            const isHeldBack = await context.var.visit?.holdBack(PAUSE);
            if (isHeldBack === false) {
                // `context.header` would make a new answer with a copy of the body.
                context.res.headers.set('Connection', 'close');
            }
        }
    });
}
