// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import { isAscii } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BodyBlocks, type Room } from './body-blocks';
import type { BodyLimit } from './body-limit';
import { inviteBody } from './expect-continue';
import { UnescapedSize } from './unescaped-size';

/** Milliseconds that a client may pause in the middle of a body, as in nginx (client_body_timeout) and shorter. */
const LONGEST_PAUSE = 20_000;

/**
 * Reads the body of a request as text, up to the limit. Reads Node's request directly: through a Fetch stream, a body
 * of 20 KB takes longer than the rest of the request.
 *
 * @param room counts the bytes that are kept; at the end, those that the text takes from then on
 * @param signal ends the read with REQUEST_TIMEOUT
 * @throws CloudError over the limit, INVALID_JSON for a body that is cut off or not UTF-8, REQUEST_TIMEOUT, and what
 *     `room` throws
 */
export async function readBodyText(
    { incoming: request, outgoing }: HttpBindings,
    limit: BodyLimit,
    room: Room,
    signal?: AbortSignal
): Promise<string> {
    const allowed = new AllowedSize(limit);
    const announced = Number(request.headers['content-length'] ?? Infinity);
    if (Number.isFinite(announced)) {
        await allowed.require(announced, 0);
    }
    inviteBody(request, outgoing);
    // Most bodies are below every limit, so their escapes do not matter.
    const unescaped = announced > limit.size.plain ? new UnescapedSize() : undefined;
    const blocks = new BodyBlocks(announced, room);
    let size = 0;
    try {
        for await (const chunk of chunksOf(request, signal)) {
            size += chunk.byteLength;
            unescaped?.add(chunk);
            await allowed.require(size, unescaped?.bytes ?? 0);
            blocks.add(chunk);
        }
        const { text, kept } = blocks.read(body => {
            // Decode everything at once: decoding in parts is many times slower.
            const decoded = new TextDecoder('utf-8', { fatal: true }).decode(body);
            return { text: decoded, kept: keptFor(body, decoded, unescaped?.bytes) };
        });
        room.hold(kept);
        return text;
    } catch (error) {
        throw CloudError.is(error)
            ? error
            : new CloudError('INVALID_JSON', 'The body is incomplete or not UTF-8.', {}, { cause: error });
    } finally {
        blocks.clear();
    }
}

/**
 * Returns the bytes that a body takes while its request is served: its text, and then what was parsed from it and the copy
 * that goes to the database.
 *
 * @param unescaped size of the body without escapes, if it is known
 */
function keptFor(body: Buffer, text: string, unescaped: number | undefined): number {
    // V8 keeps a text with one byte a character, or with two.
    const textWidth = isAscii(body) ? 1 : 2;
    const parsedWidth = textWidth === 1 && !body.includes('\\u') ? 1 : 2;
    const parsed = Math.min(unescaped ?? Infinity, text.length) * parsedWidth;
    return Math.max(text.length * textWidth, parsed + (unescaped ?? body.byteLength));
}

/** The limit of a body. Asks for a larger one only when the body exceeds the first one. */
class AllowedSize {
    constructor(private limit: BodyLimit) {}

    /** @throws CloudError when this many bytes, or this many without escapes, exceed the limit */
    async require(escaped: number, plain: number): Promise<void> {
        while (escaped > this.limit.size.escaped || plain > this.limit.size.plain) {
            if (this.limit.larger === undefined) {
                throw this.limit.refuse(escaped);
            }
            this.limit = await this.limit.larger();
        }
    }
}

/**
 * Returns the parts of a body as they arrive.
 *
 * @throws CloudError REQUEST_TIMEOUT when the client pauses for too long, or when the signal says so
 */
async function* chunksOf(request: IncomingMessage, signal?: AbortSignal): AsyncGenerator<Buffer> {
    let hasPaused = false;
    let onPause = () => undefined as void;
    const pause = () => {
        hasPaused = true;
        onPause();
    };
    request.setTimeout(LONGEST_PAUSE, pause);
    signal?.addEventListener('abort', pause);
    // A body that is too large is answered while it still arrives, so the connection must stay open.
    const chunks = (request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
        for (;;) {
            // One promise for each chunk: a race with a promise for the whole body would keep all chunks until the end.
            const next = await new Promise<IteratorResult<Buffer, unknown>>((resolve, reject) => {
                onPause = () => reject(new CloudError('REQUEST_TIMEOUT'));
                if (hasPaused) {
                    onPause();
                } else {
                    chunks.next().then(resolve, reject);
                }
            });
            if (next.done === true) {
                return;
            }
            yield next.value;
        }
    } finally {
        request.setTimeout(0);
        signal?.removeEventListener('abort', pause);
        void chunks.return?.();
    }
}
