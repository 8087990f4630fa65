// SPDX-License-Identifier: MIT

import { createMiddleware } from 'hono/factory';
import type { GatewayEnvironment } from '../http/request-variables';
import { endSlowReader } from '../http/slow-reader';

/** Ends the connection of a client that does not take its answer. */
export function endSlowReaders() {
    return createMiddleware<GatewayEnvironment>(async function endSlowReaders(context, next) {
        await next();
        endSlowReader(context.env.outgoing);
    });
}
