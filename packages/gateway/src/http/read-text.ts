// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { BodySize } from './body-limit';
import { UnescapedSize } from './unescaped-size';

/**
 * The body of a request as text, read no further than it may go.
 *
 * @throws CloudError DOCUMENT_TOO_LARGE beyond the limit, INVALID_JSON for what is cut off or no UTF-8
 */
export async function readText(request: Request, limit: BodySize): Promise<string> {
    const announced = Number(request.headers.get('Content-Length') ?? Infinity);
    if (Number.isFinite(announced) && announced > limit.escaped) {
        throw tooLarge(announced, limit.escaped);
    }
    if (request.body === null) {
        return '';
    }
    // Most bodies are smaller than any limit, and need not be looked at.
    const unescaped = announced > limit.plain ? new UnescapedSize() : undefined;
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const parts: string[] = [];
    let size = 0;
    const reader = request.body.getReader();
    try {
        for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
            size += chunk.value.byteLength;
            if (size > limit.escaped) {
                throw tooLarge(size, limit.escaped);
            }
            unescaped?.add(chunk.value);
            if (unescaped !== undefined && unescaped.bytes > limit.plain) {
                throw tooLarge(size, limit.plain);
            }
            parts.push(decoder.decode(chunk.value, { stream: true }));
        }
        parts.push(decoder.decode());
        return parts.join('');
    } catch (error) {
        throw CloudError.is(error)
            ? error
            : new CloudError('INVALID_JSON', 'The body is cut off, or is not UTF-8.', {}, { cause: error });
    } finally {
        reader.releaseLock();
    }
}

function tooLarge(size: number, limit: number): CloudError {
    return new CloudError('DOCUMENT_TOO_LARGE', 'This is larger than what any plan holds.', { size, limit });
}
