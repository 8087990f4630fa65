// SPDX-License-Identifier: MIT

import { RequestError } from '@hono/node-server';
import { CloudError } from '@sanyam/types';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { isLingering, linger, lingerAfterAnswer } from './linger';
import { meaningOf } from './parser-errors';
import { unfinishedAnswers } from './unfinished-answers';

interface BrokenRequestAnswer {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
}

/** Returns the answer in our error format. The request has no id yet, so the answer gets a new one. */
function answerOf({ code, status, message }: CloudError): BrokenRequestAnswer {
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

/** Connections with a request that Node's parser has refused. Each gets one answer to it. */
const broken = new WeakSet<Duplex>();

/**
 * Answers a request that Node's parser refuses: not HTTP, too many headers, or never complete. Requests before it on the
 * same connection get their answers first, because a client takes the next answer for that of its first request.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (isLingering(socket) || broken.has(socket)) {
        return;
    }
    if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
    }
    broken.add(socket);
    const answers = unfinishedAnswers(socket);
    const last = answers.at(-1);
    const isOfLast = last?.req.complete === false;
    if (last !== undefined && (error.code === 'HPE_CLOSED_CONNECTION' || (isOfLast && last.headersSent))) {
        // Its answer is the last one of the connection.
        lingerAfterAnswer(last.req);
        return;
    }
    const before = isOfLast ? answers.at(-2) : last;
    if (before === undefined) {
        endWith(answerOf(meaningOf(error)), socket);
        return;
    }
    // What follows cannot be read.
    socket.pause();
    before.once('close', () => {
        if (socket.writable) {
            endWith(answerOf(meaningOf(error)), socket);
        }
    });
}

/** Answers a request whose head is invalid, and ends the connection, because its body may be anything. */
export function refuse(error: CloudError, request: IncomingMessage, response: ServerResponse): void {
    const { status, headers, body } = answerOf(error);
    lingerAfterAnswer(request);
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
}

/** Answers a client that uses the gateway as a proxy. */
export function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    const message = 'The gateway is not a proxy. Send a request for one of its own addresses.';
    endWith(answerOf(new CloudError('MALFORMED_REQUEST', message)), socket);
}

/** Answers an HTTP request with an unreadable address. */
export function answerUnreadable(error: unknown): Response {
    if (!(error instanceof RequestError)) {
        throw error;
    }
    const message = 'The address or the Host header is invalid. Send an address that begins with “/”, and one host.';
    const { status, headers, body } = answerOf(new CloudError('MALFORMED_REQUEST', message));
    return new Response(body, { status, headers });
}

function endWith({ status, headers, body }: BrokenRequestAnswer, socket: Duplex): void {
    const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body) });
    socket.write(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
            `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
    );
    linger(socket);
}
