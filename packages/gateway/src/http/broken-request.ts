// SPDX-License-Identifier: MIT

import { RequestError } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

const STATUS_BY_CODE = new Map([
    ['HPE_HEADER_OVERFLOW', 431],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408]
]);

interface BrokenRequestAnswer {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
}

const SENTENCES = new Map([
    [400, 'Send an HTTP/1.1 request with a Host header.'],
    [408, 'The request did not arrive in time. Send it again.'],
    [413, 'The extensions of a chunk are too long. Send chunks without extensions.'],
    [431, 'The address and the headers are larger than 16 KB. Send less.']
]);

/**
 * Returns the answer with this HTTP status in our error format. The request has no id yet, so the answer gets a new
 * one.
 */
function answerOf(status: number): BrokenRequestAnswer {
    const message = SENTENCES.get(status) ?? `${STATUS_CODES[status] ?? 'Bad Request'}.`;
    return {
        status,
        headers: { Connection: 'close', 'Content-Type': 'application/json', 'X-Request-Id': randomUUID() },
        body: JSON.stringify({ error: { code: 'VALIDATION_ERROR', message } })
    };
}

/** Answers a request that Node's parser refuses: not HTTP, too many headers, or never complete. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
    }
    endWith(answerOf(STATUS_BY_CODE.get(error.code ?? '') ?? 400), socket);
}

/** Answers a client that uses the gateway as a proxy. */
export function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    endWith(answerOf(400), socket);
}

/** Answers an HTTP request with an unreadable address, for example without a Host header. */
export function answerUnreadable(error: unknown): Response {
    if (!(error instanceof RequestError)) {
        throw error;
    }
    const { status, headers, body } = answerOf(400);
    return new Response(body, { status, headers });
}

function endWith({ status, headers, body }: BrokenRequestAnswer, socket: Duplex): void {
    const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body) });
    socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
            `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
    );
}
