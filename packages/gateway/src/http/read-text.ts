// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/**
 * The body of a request as text, read no further than it may go.
 *
 * @param limit bytes
 * @throws CloudError DOCUMENT_TOO_LARGE beyond the limit, INVALID_JSON for what is cut off or no UTF-8
 */
export async function readText(request: Request, limit: number): Promise<string> {
    const announced = Number(request.headers.get('Content-Length') ?? 0);
    if (announced > limit) {
        throw tooLarge(announced, limit);
    }
    if (request.body === null) {
        return '';
    }
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const parts: string[] = [];
    let size = 0;
    const reader = request.body.getReader();
    try {
        for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
            size += chunk.value.byteLength;
            if (size > limit) {
                throw tooLarge(size, limit);
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
