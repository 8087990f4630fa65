// SPDX-License-Identifier: MIT

import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

const STATUS_BY_CODE = new Map([
    ['HPE_HEADER_OVERFLOW', 431],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408]
]);

/** Answers what is no HTTP, has too many headers, or never ends: with HTTP's own status, in our envelope. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
    }
    const status = STATUS_BY_CODE.get(error.code ?? '') ?? 400;
    const message = `${STATUS_CODES[status] ?? 'Bad Request'}.`;
    const body = JSON.stringify({ error: { code: 'VALIDATION_ERROR', message } });
    socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
            `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    );
}
