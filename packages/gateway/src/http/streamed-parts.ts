// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { describeError } from '../observability/describe-error';
import type { GatewayContext } from './request-variables';
import { onAnswerEnd } from './answer-end';

/**
 * Returns a body that is made while the client takes it, and that holds one part of it at a time: the next part is made
 * when the client has taken the one before. A failure ends the connection, so that no client takes a part for the whole.
 *
 * @param make makes the parts; its signal is aborted when the client has gone
 * @throws what `make` throws before its first part, so that the request fails with an answer
 */
export async function streamParts(
    context: GatewayContext,
    make: (signal: AbortSignal) => AsyncGenerator<string, void, undefined>
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const { visit, log } = context.var;
    const { incoming, outgoing } = context.env;
    const ended = new AbortController();
    onAnswerEnd(context.env, () => ended.abort());
    const parts = make(ended.signal);
    let ready: IteratorResult<string, void> | undefined = await parts.next();
    let held = 0;
    return new ReadableStream(
        {
            async pull(controller) {
                visit?.release(held);
                held = 0;
                try {
                    const part = ready ?? (await parts.next());
                    ready = undefined;
                    if (part.done === true) {
                        controller.close();
                        return;
                    }
                    const bytes = Buffer.from(part.value);
                    held = bytes.byteLength;
                    visit?.keep(held);
                    controller.enqueue(bytes);
                } catch (error) {
                    if (!ended.signal.aborted) {
                        // The user has begun another export, for example.
                        const level = CloudError.is(error) && error.status < 500 ? 'info' : 'error';
                        log[level]({ failure: describeError(error) }, 'an answer was cut off');
                    }
                    // The end of the connection cancels this stream. An error would become a part of the answer.
                    if (incoming.httpVersion === '1.0') {
                        // The orderly end of the connection is the end of a whole answer there.
                        incoming.socket.resetAndDestroy();
                    }
                    outgoing.destroy();
                }
            }
        },
        { highWaterMark: 0 }
    );
}
