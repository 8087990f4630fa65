// SPDX-License-Identifier: MIT

import { getRequestListener } from '@hono/node-server';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import { portOf } from '../port-of.js';
import { changesOf } from './changes.js';
import { mailFrame } from './mail-frame.js';
import type { MailStore } from './mail-store.js';
import { mailboxPage } from './mailbox-page.js';
import { describeList, describeMail } from './mailpit.js';

/** Mails in a list, unless a request asks for another number. As in Mailpit. */
const LIMIT = 50;

const MESSAGE = /^\/api\/v1\/message\/(?<id>[\w-]+)$/;
const FRAME = /^\/view\/(?<id>[\w-]+)\.html$/;

/** Bytes of a request's body. */
const MAX_BODY = 100_000;

/** Mailpit reads names of fields in any case. A field that is none could be meant as ids, so it does not delete all mails. */
const deletionSchema = z
    .record(z.string(), z.unknown())
    .transform(body => Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value])))
    .pipe(z.strictObject({ ids: z.array(z.string()).optional() }));

/** Serves the page with the mails, and the part of Mailpit's API that tools use. */
export class MailboxServer {
    private readonly server: Server;
    private readonly closing = new AbortController();

    constructor(private readonly store: MailStore) {
        const listener = getRequestListener(request => this.answer(request), { overrideGlobalObjects: false });
        this.server = createServer((request, response) => void listener(request, response));
    }

    /**
     * Takes the port.
     *
     * @param port 0 takes a free port
     * @throws the error of `listen`, with the code EADDRINUSE when the port is taken
     */
    async listen(port: number): Promise<void> {
        await once(this.server.listen(port, '127.0.0.1'), 'listening');
    }

    get url(): string {
        return `http://127.0.0.1:${portOf(this.server)}`;
    }

    async close(): Promise<void> {
        this.closing.abort();
        if (!this.server.listening) {
            return;
        }
        const closed = once(this.server, 'close');
        this.server.close();
        this.server.closeAllConnections();
        await closed;
    }

    private async answer(request: Request): Promise<Response> {
        const { pathname, searchParams, host } = new URL(request.url);
        // A foreign page can let its own name lead to this machine (DNS rebinding), and then read the mails.
        if (!['127.0.0.1', 'localhost', '[::1]'].some(name => host === `${name}:${portOf(this.server)}`)) {
            return text('This host is not served. Use 127.0.0.1 or localhost.', 403);
        }
        if (pathname === '/api/v1/messages' && request.method === 'DELETE') {
            return this.delete(request);
        }
        if (request.method !== 'GET' && request.method !== 'HEAD') {
            return text('405 method not allowed', 405);
        }
        if (pathname === '/api/v1/messages') {
            const start = numberOf(searchParams.get('start'), 0);
            return json(describeList(this.store.list(), start, numberOf(searchParams.get('limit'), LIMIT)));
        }
        if (pathname === '/changes') {
            return changesOf(this.store, AbortSignal.any([request.signal, this.closing.signal]));
        }
        const mail = this.store.open(MESSAGE.exec(pathname)?.groups?.['id'] ?? '');
        if (mail !== undefined) {
            return json(describeMail(mail));
        }
        const framed = this.store.find(FRAME.exec(pathname)?.groups?.['id'] ?? '');
        return framed === undefined
            ? (mailboxPage(pathname) ?? text('404 page not found', 404))
            : mailFrame(framed.mail.html);
    }

    /** Deletes the mails that the body names, or all if it is empty. */
    private async delete(request: Request): Promise<Response> {
        const body = await bodyOf(request);
        const { data } = deletionSchema.safeParse(body === '' ? {} : parse(body));
        if (data === undefined) {
            return text('The body must be JSON such as {"IDs":["…"]}, or empty.', 400);
        }
        // In Mailpit, no ids means all mails.
        this.store.delete(data.ids?.length === 0 ? undefined : data.ids);
        return text('ok', 200);
    }
}

/** Returns the number in a query, or another one. Mailpit does not refuse what is not a number. */
function numberOf(value: string | null, otherwise: number): number {
    return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : otherwise;
}

/** Returns a body, or something that is not JSON if it is too long. */
async function bodyOf(request: Request): Promise<string> {
    let body = '';
    for await (const chunk of request.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        body += chunk;
        if (body.length > MAX_BODY) {
            return 'too long';
        }
    }
    return body;
}

/** Returns undefined for what is not JSON. */
function parse(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch {
        return undefined;
    }
}

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

function json(value: object): Response {
    return Response.json(value, { headers: HEADERS });
}

function text(value: string, status: number): Response {
    return new Response(value, { status, headers: { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' } });
}
