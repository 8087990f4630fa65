// SPDX-License-Identifier: MIT

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StripeAccount } from './account.js';
import { StripeApi, StripeError } from './api.js';
import { parseForm } from './form.js';
import type { StripeEvent } from './objects.js';
import { StripePages } from './pages.js';
import { sendEvent } from './signature.js';

/** An answer that the same idempotency key gets again. */
interface Remembered {
    readonly request: string;
    readonly status: number;
    readonly body: string;
    /** The id of the request that was answered first. */
    readonly requestId: string;
}

/** Bytes. The gateway sends less than a kilobyte. */
const LARGEST_BODY = 65_536;

export interface StandInOptions {
    /** The key that requests must have. */
    readonly secretKey?: string;
    /** The time on the clock of the account, in seconds since 1970. */
    readonly now?: number;
}

/** A server that answers as Stripe does, for the official SDK. No money moves. */
export class StripeStandIn {
    readonly account: StripeAccount;
    /** Requests so far, such as `GET /customers/cus_1`. */
    readonly requests: string[] = [];
    /** Is awaited after an answer is made and before it is sent, so that it can be old when it arrives. */
    lag: () => Promise<void> = () => Promise.resolve();
    /** If it is set, the next requests fail with this status. */
    failure: number | undefined;
    /** If it returns an error for a request such as `POST /checkout/sessions`, the request fails with it. */
    refuse: (request: string) => StripeError | undefined = () => undefined;
    private readonly answers = new Map<string, Remembered>();
    private readonly deliveries = new Set<Promise<void>>();
    private readonly server = createServer((request, response) => void this.serve(request, response));
    private readonly api: StripeApi;
    private readonly pages: StripePages;

    private constructor(
        readonly secretKey: string,
        now: number | undefined
    ) {
        this.account = new StripeAccount(now);
        this.api = new StripeApi(this.account, () => this.url);
        this.pages = new StripePages(this.account);
    }

    /** Starts the server on a free port. */
    static async start({ secretKey = 'sk_test_standin', now }: StandInOptions = {}): Promise<StripeStandIn> {
        const standIn = new StripeStandIn(secretKey, now);
        await new Promise<void>(resolve => standIn.server.listen(0, '127.0.0.1', resolve));
        return standIn;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        await Promise.allSettled(this.deliveries);
        this.server.closeAllConnections();
        await new Promise(resolve => this.server.close(resolve));
    }

    /** Sends each event to a webhook as soon as it happens, and again until it is accepted, at most `attempts` times. */
    deliverTo(url: string, secret: string, attempts = 5): void {
        const deliver = async (event: StripeEvent) => {
            for (let attempt = 0; attempt < attempts; attempt++) {
                if ((await sendEvent(event, url, secret)) === 200) {
                    return;
                }
            }
        };
        this.account.onEvent(event => {
            const delivery = deliver(event).finally(() => this.deliveries.delete(delivery));
            this.deliveries.add(delivery);
        });
    }

    /** Resolves when no event is on its way. */
    async delivered(): Promise<void> {
        while (this.deliveries.size > 0) {
            await Promise.all(this.deliveries);
        }
    }

    private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        try {
            const url = new URL(request.url ?? '/', this.url);
            const body = await bodyOf(request);
            if (url.pathname.startsWith('/v1/')) {
                await this.answerApi(request, url, body, response);
            } else {
                const page = this.pages.answer(request.method ?? 'GET', url);
                if ('html' in page) {
                    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page.html);
                } else {
                    response.writeHead(303, { Location: page.location }).end();
                }
            }
        } catch (error) {
            const { status, body } =
                error instanceof StripeError
                    ? error
                    : { status: 500, body: { type: 'api_error', message: String(error) } };
            send(response, status, JSON.stringify({ error: body }));
        }
    }

    private async answerApi(request: IncomingMessage, url: URL, body: string, response: ServerResponse): Promise<void> {
        const { method = 'GET', headers } = request;
        const path = url.pathname.slice('/v1'.length);
        this.requests.push(`${method} ${path}`);
        if (headers.authorization !== `Bearer ${this.secretKey}`) {
            throw new StripeError(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' });
        }
        const requestId = `req_${this.requests.length}`;
        response.setHeader('Request-Id', requestId);
        const key = method === 'POST' ? String(headers['idempotency-key'] ?? '') : '';
        const asked = `${method} ${url.pathname} ${body}`;
        const before = this.answers.get(key);
        if (before !== undefined) {
            if (before.request !== asked) {
                throw new StripeError(400, {
                    type: 'idempotency_error',
                    message:
                        'Keys for idempotent requests can only be used with the same parameters they were first used with.'
                });
            }
            response.setHeader('Idempotent-Replayed', 'true');
            response.setHeader('Original-Request', before.requestId);
            send(response, before.status, before.body);
            return;
        }
        const { status, text } = this.answerOf(method, path, method === 'GET' ? url.search : body);
        if (key !== '') {
            this.answers.set(key, { request: asked, status, body: text, requestId });
        }
        await this.lag();
        send(response, status, text);
    }

    /** Returns an answer of the account, or the error that is set. Stripe remembers both for a key. */
    private answerOf(method: string, path: string, form: string): { status: number; text: string } {
        if (this.failure !== undefined) {
            const error = { type: 'api_error', message: 'Something went wrong.' };
            return { status: this.failure, text: JSON.stringify({ error }) };
        }
        const refusal = this.refuse(`${method} ${path}`);
        if (refusal !== undefined) {
            return { status: refusal.status, text: JSON.stringify({ error: refusal.body }) };
        }
        return { status: 200, text: JSON.stringify(this.api.answer({ method, path, form: parseForm(form) })) };
    }
}

function send(response: ServerResponse, status: number, body: string): void {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.byteLength;
        if (size > LARGEST_BODY) {
            throw new StripeError(413, { type: 'invalid_request_error', message: 'The body is too large.' });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
}
