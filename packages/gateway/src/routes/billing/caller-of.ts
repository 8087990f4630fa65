// SPDX-License-Identifier: MIT

import type { GatewayContext } from '../../http/request-variables';

/** Returns the id of the caller of an operation that needs a session. */
export function callerOf(context: GatewayContext): string {
    const { caller } = context.var;
    if (caller === undefined) {
        throw new Error('The request was not admitted.');
    }
    return caller.userId;
}
