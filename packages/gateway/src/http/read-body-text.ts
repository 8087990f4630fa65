// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import type { BodySize } from './body-limit';
import { inviteBody } from './expect-continue';
import { UnescapedSize } from './unescaped-size';

/** Bytes of the first buffer, which is enough for most bodies. */
const FIRST_SIZE = 32 * 1024;

/**
 * Reads the body of a request as text, up to the limit. Reads Node's request directly: through a Fetch stream, a body
 * of 20 KB takes longer than the rest of the request.
 *
 * @throws CloudError DOCUMENT_TOO_LARGE over the limit, INVALID_JSON for a body that is cut off or not UTF-8
 */
export async function readBodyText({ incoming: request, outgoing }: HttpBindings, limit: BodySize): Promise<string> {
    const announced = Number(request.headers['content-length'] ?? Infinity);
    if (Number.isFinite(announced) && announced > limit.escaped) {
        throw tooLarge(announced, limit.escaped);
    }
    inviteBody(request, outgoing);
    // Most bodies are below every limit, so their escapes do not matter.
    const unescaped = announced > limit.plain ? new UnescapedSize() : undefined;
    let body = Buffer.allocUnsafe(FIRST_SIZE);
    let size = 0;
    try {
        // A body that is too large is answered while it still arrives, so the connection must stay open.
        const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
        for await (const chunk of chunks) {
            const end = size + chunk.byteLength;
            if (end > limit.escaped) {
                throw tooLarge(end, limit.escaped);
            }
            unescaped?.add(chunk);
            if (unescaped !== undefined && unescaped.bytes > limit.plain) {
                throw tooLarge(end, limit.plain);
            }
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

function tooLarge(size: number, limit: number): CloudError {
    return new CloudError('DOCUMENT_TOO_LARGE', 'The document is larger than every plan allows.', { size, limit });
}
