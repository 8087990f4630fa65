// SPDX-License-Identifier: MIT

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Requests whose client waits for `100 Continue` before it sends the body. */
const waiting = new WeakSet<IncomingMessage>();

/**
 * Returns a listener for Node's `checkContinue`. Node itself would invite the body before anything has checked the
 * request. With this listener, a refused request gets its answer first, and the client need not send the body.
 */
export function handOver(listener: RequestListener): RequestListener {
    return (request, response) => {
        waiting.add(request);
        listener(request, response);
    };
}

/** Invites the body, if the client waits for that. Call it when nothing but the body can refuse the request. */
export function inviteBody(request: IncomingMessage, response: Pick<ServerResponse, 'writeContinue'>): void {
    if (waiting.delete(request)) {
        response.writeContinue();
    }
}
