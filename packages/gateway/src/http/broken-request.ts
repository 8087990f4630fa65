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
    [400, 'This is no request in HTTP/1.1 with a Host, as a client of HTTP makes it.'],
    [408, 'The request did not come in time. Send it again.'],
    [413, 'The extensions of a chunk are too long. Send chunks without.'],
    [431, 'The address and the headers are more than 16 KB. Send less.']
]);

/** HTTP's own status, in our envelope. The request is not known well enough to have an id of its own. */
function answerOf(status: number): BrokenRequestAnswer {
    const message = SENTENCES.get(status) ?? `${STATUS_CODES[status] ?? 'Bad Request'}.`;
    return {
        status,
        headers: { Connection: 'close', 'Content-Type': 'application/json', 'X-Request-Id': randomUUID() },
        body: JSON.stringify({ error: { code: 'VALIDATION_ERROR', message } })
    };
}

/** Answers what Node's parser refuses: what is no HTTP, has too many headers, or never ends. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
    }
    endWith(answerOf(STATUS_BY_CODE.get(error.code ?? '') ?? 400), socket);
}

/** Answers whoever takes the gateway for a proxy. */
export function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    endWith(answerOf(400), socket);
}

/** Answers what is HTTP, and has no address that can be read: no Host, for example. */
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
