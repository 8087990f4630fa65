// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import type { IncomingMessage } from 'node:http';
import type { BodyLimit, BodySize } from './body-limit';
import { inviteBody } from './expect-continue';
import { UnescapedSize } from './unescaped-size';

/** Bytes of the first buffer, which is enough for most bodies. */
const FIRST_SIZE = 32 * 1024;

/** Milliseconds that a client may pause in the middle of a body, as in nginx (client_body_timeout) and shorter. */
const LONGEST_PAUSE = 20_000;

/**
 * Reads the body of a request as text, up to the limit. Reads Node's request directly: through a Fetch stream, a body
 * of 20 KB takes longer than the rest of the request.
 *
 * @param hold is called with the bytes that arrived, and may refuse them
 * @throws CloudError over the limit, INVALID_JSON for a body that is cut off or not UTF-8, REQUEST_TIMEOUT, and what
 *     `hold` throws
 */
export async function readBodyText(
    { incoming: request, outgoing }: HttpBindings,
    limit: BodyLimit,
    hold: (bytes: number) => void
): Promise<string> {
    const allowed = new AllowedSize(limit);
    const announced = Number(request.headers['content-length'] ?? Infinity);
    if (Number.isFinite(announced)) {
        await allowed.require(announced, 0);
    }
    inviteBody(request, outgoing);
    // Most bodies are below every limit, so their escapes do not matter.
    const unescaped = announced > limit.size.plain ? new UnescapedSize() : undefined;
    let body = Buffer.allocUnsafe(FIRST_SIZE);
    let size = 0;
    try {
        for await (const chunk of chunksOf(request)) {
            const end = size + chunk.byteLength;
            unescaped?.add(chunk);
            await allowed.require(end, unescaped?.bytes ?? 0);
            hold(chunk.byteLength);
            // Copy the chunks: if a client sends byte by byte, each chunk takes a hundred times its size.
            if (end > body.byteLength) {
                body = Buffer.concat([body.subarray(0, size)], Math.max(end, 2 * body.byteLength));
            }
            chunk.copy(body, size);
            size = end;
        }
        // Decode everything at once: decoding in parts is many times slower.
        return new TextDecoder('utf-8', { fatal: true }).decode(body.subarray(0, size));
    } catch (error) {
        throw CloudError.is(error)
            ? error
            : new CloudError('INVALID_JSON', 'The body is incomplete or not UTF-8.', {}, { cause: error });
    }
}

/** The limit of a body. Asks for a larger one only when the body exceeds the first one. */
class AllowedSize {
    private size: BodySize;
    private hasAsked = false;

    constructor(private readonly limit: BodyLimit) {
        this.size = limit.size;
    }

    /** @throws CloudError when this many bytes, or this many without escapes, exceed the limit */
    async require(escaped: number, plain: number): Promise<void> {
        if (escaped <= this.size.escaped && plain <= this.size.plain) {
            return;
        }
        if (this.limit.larger !== undefined && !this.hasAsked) {
            this.hasAsked = true;
            this.size = await this.limit.larger();
            return this.require(escaped, plain);
        }
        throw this.limit.refuse(escaped);
    }
}

/** Returns the parts of a body as they arrive. @throws CloudError REQUEST_TIMEOUT when the client pauses for too long */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
    const paused = Promise.withResolvers<never>();
    // Nothing may wait for it when the body has arrived.
    paused.promise.catch(() => undefined);
    request.setTimeout(LONGEST_PAUSE, () => paused.reject(new CloudError('REQUEST_TIMEOUT')));
    // A body that is too large is answered while it still arrives, so the connection must stay open.
    const chunks = (request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
        for (;;) {
            const next = await Promise.race([chunks.next(), paused.promise]);
            if (next.done === true) {
                return;
            }
            yield next.value;
        }
    } finally {
        request.setTimeout(0);
        void chunks.return?.();
    }
}
