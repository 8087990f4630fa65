// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { IncomingMessage } from 'node:http';
import type { BodySize } from './body-limit';
import { UnescapedSize } from './unescaped-size';

/** What most bodies fit into, in bytes. */
const FIRST_SIZE = 32 * 1024;

/**
 * The body of a request as text, read no further than it may go. It is read as Node has it: through the stream that
 * Fetch makes of it, a body of 20 KB takes longer than all the rest of its request.
 *
 * @throws CloudError DOCUMENT_TOO_LARGE beyond the limit, INVALID_JSON for what is cut off or no UTF-8
 */
export async function readText(request: IncomingMessage, limit: BodySize): Promise<string> {
    const announced = Number(request.headers['content-length'] ?? Infinity);
    if (Number.isFinite(announced) && announced > limit.escaped) {
        throw tooLarge(announced, limit.escaped);
    }
    // Most bodies are smaller than any limit, and need not be looked at.
    const unescaped = announced > limit.plain ? new UnescapedSize() : undefined;
    let body = Buffer.allocUnsafe(FIRST_SIZE);
    let size = 0;
    try {
        // What is too large is answered while it still comes, so the connection has to outlive the reading.
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
            // Copied, since a client may send byte by byte, and each chunk takes a hundred times its size then.
            if (end > body.byteLength) {
                body = Buffer.concat([body.subarray(0, size)], Math.max(end, 2 * body.byteLength));
            }
            chunk.copy(body, size);
            size = end;
        }
        // All at once: in parts, Node decodes many times slower.
        return new TextDecoder('utf-8', { fatal: true }).decode(body.subarray(0, size));
    } catch (error) {
        throw CloudError.is(error)
            ? error
            : new CloudError('INVALID_JSON', 'The body is cut off, or is not UTF-8.', {}, { cause: error });
    }
}

function tooLarge(size: number, limit: number): CloudError {
    return new CloudError('DOCUMENT_TOO_LARGE', 'This is larger than what any plan holds.', { size, limit });
}
