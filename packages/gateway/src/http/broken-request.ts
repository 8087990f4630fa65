// SPDX-License-Identifier: MIT

import { RequestError } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** The meaning of the errors of Node's parser. All others are malformed requests. */
const MEANINGS = new Map([
    ['HPE_HEADER_OVERFLOW', new CloudError('HEADERS_TOO_LARGE')],
    ['ERR_HTTP_REQUEST_TIMEOUT', new CloudError('REQUEST_TIMEOUT')],
    [
        'HPE_CHUNK_EXTENSIONS_OVERFLOW',
        new CloudError('MALFORMED_REQUEST', 'The extensions of a chunk are too long. Send chunks without extensions.')
    ]
]);

interface BrokenRequestAnswer {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
}

/** Returns the answer in our error format. The request has no id yet, so the answer gets a new one. */
function answerOf({ code, status, message } = new CloudError('MALFORMED_REQUEST')): BrokenRequestAnswer {
    return {
        status,
        headers: {
            Connection: 'close',
            'Content-Type': 'application/json',
            'X-Content-Type-Options': 'nosniff',
            'X-Request-Id': randomUUID()
        },
        body: JSON.stringify({ error: { code, message } })
    };
}

/** Answers a request that Node's parser refuses: not HTTP, too many headers, or never complete. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
    }
    endWith(answerOf(MEANINGS.get(error.code ?? '')), socket);
}

/** Answers a request whose head is invalid, and ends the connection, because its body may be anything. */
export function refuse(error: CloudError, response: ServerResponse): void {
    const { status, headers, body } = answerOf(error);
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
}

/** Answers a client that uses the gateway as a proxy. */
export function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    endWith(answerOf(), socket);
}

/** Answers an HTTP request with an unreadable address, for example without a Host header. */
export function answerUnreadable(error: unknown): Response {
    if (!(error instanceof RequestError)) {
        throw error;
    }
    const { status, headers, body } = answerOf();
    return new Response(body, { status, headers });
}

function endWith({ status, headers, body }: BrokenRequestAnswer, socket: Duplex): void {
    const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body) });
    socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
            `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
    );
}
