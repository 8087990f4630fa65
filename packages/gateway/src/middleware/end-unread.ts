// SPDX-License-Identifier: MIT

import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from '../http/request-variables';
import { lingerAfterAnswer } from '../http/linger';

/** Ends the connection of a request that is answered before its body has arrived, so that nothing waits for the rest. */
export function endUnread() {
    return createMiddleware<GatewayEnvironment>(async function endUnread(context, next) {
        await next();
        const { incoming } = context.env;
        if (!incoming.complete) {
            // `context.header` would make a new answer with a copy of the body.
            context.res.headers.set('Connection', 'close');
            lingerAfterAnswer(incoming);
        }
    });
}
