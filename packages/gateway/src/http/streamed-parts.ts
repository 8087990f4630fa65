// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { describeError } from '../observability/describe-error';
import { cutOff } from './cut-off';
import type { GatewayContext } from './request-variables';
import { onAnswerEnd } from './answer-end';

/** Makes the next part of a body. Returns undefined after the last one. */
export type NextPart = () => Promise<Buffer<ArrayBuffer> | undefined>;

/** A body that is made while the client takes it. */
export interface StreamedParts {
    readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
    /** Ends the connection before the end of the body. Nothing happens after the end of the answer. */
    readonly cutOff: (reason: CloudError) => void;
}

/**
 * Returns a body that holds one part at a time: the next part is made when the client has taken the one before. A
 * failure ends the connection, so that no client takes a part for the whole. The parts are bytes, and nothing keeps the
 * text that they were made from, which takes several times as much.
 *
 * @param make makes the parts; its signal is aborted when the client has gone, or when the answer is cut off
 * @throws what `make` throws before its first part, so that the request fails with an answer; if the client has gone by
 *   then, REQUEST_TIMEOUT, which is no failure of the gateway
 */
export async function streamParts(
    context: GatewayContext,
    make: (signal: AbortSignal) => NextPart
): Promise<StreamedParts> {
    const { visit, log } = context.var;
    const ended = new AbortController();
    onAnswerEnd(context.env, () => ended.abort());
    const end = (error: unknown) => {
        if (!ended.signal.aborted) {
            const level = CloudError.is(error) && error.status < 500 ? 'info' : 'error';
            log[level]({ failure: describeError(error) }, 'an answer was cut off');
            ended.abort(error);
        }
        // The end of the connection cancels the stream. An error would become a part of the answer.
        cutOff(context.env);
    };
    const next = make(ended.signal);
    let held = 0;
    const take = async () => {
        visit?.release(held);
        held = 0;
        const part = await next();
        held = part?.byteLength ?? 0;
        visit?.keep(held);
        return part;
    };
    let first: Promise<Buffer<ArrayBuffer> | undefined> | undefined = take();
    await first.catch((error: unknown) => {
        if (!ended.signal.aborted) {
            throw error;
        }
        log.info('the client left before its answer began');
        throw new CloudError('REQUEST_TIMEOUT', undefined, {}, { cause: error });
    });
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
            async pull(controller) {
                try {
                    const taken = first ?? take();
                    first = undefined;
                    const part = await taken;
                    if (part === undefined) {
                        controller.close();
                    } else {
                        controller.enqueue(part);
                    }
                } catch (error) {
                    end(error);
                }
            }
        },
        { highWaterMark: 0 }
    );
    return { body, cutOff: end };
}
