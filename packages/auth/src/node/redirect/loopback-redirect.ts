// SPDX-License-Identifier: MIT

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReturnPageTexts } from '../../common/desktop/desktop-sign-in';
import { returnAddress } from '../../common/sign-in/sign-in-return';
import { PendingReturn } from './pending-return';
import { returnPage } from './return-page';

const HOST = '127.0.0.1';

/** A return has a code of 36 characters, or an error with a sentence. This is Node's own limit, in bytes. */
const MAXIMUM_HEAD = 16_384;

/** A browser opens up to six connections to a host, and others on this machine may try the port, too. */
const MAXIMUM_CONNECTIONS = 16;

/** Milliseconds for the head of a request, so that silent connections do not keep a browser out. */
const HEAD_PATIENCE = 5_000;

/**
 * Takes the return of a sign-in on a free port of the loopback interface (RFC 8252, section 7.3). It takes one request, the
 * one with the right path and state, and then closes. Other requests are refused and end nothing.
 */
export class LoopbackRedirect {
    /** Resolves when the port is free again. */
    readonly closed: Promise<void>;
    private readonly port: number;

    private constructor(
        private readonly server: Server,
        private readonly pending: PendingReturn,
        private readonly texts: ReturnPageTexts
    ) {
        this.port = (server.address() as AddressInfo).port;
        this.closed = new Promise(resolve => server.once('close', resolve));
        server.on('request', (request: IncomingMessage, response: ServerResponse) => this.answer(request, response));
        void pending.query.then(query => this.close(query !== undefined));
    }

    /**
     * Listens on a free port.
     *
     * @param patience milliseconds to wait for the return
     * @throws Error if no port can be had
     */
    static async listen(texts: ReturnPageTexts, patience?: number): Promise<LoopbackRedirect> {
        const server = createServer({
            maxHeaderSize: MAXIMUM_HEAD,
            headersTimeout: HEAD_PATIENCE,
            requestTimeout: HEAD_PATIENCE,
            connectionsCheckingInterval: 1_000
        });
        server.maxConnections = MAXIMUM_CONNECTIONS;
        await new Promise<void>((resolve, reject) => {
            server.once('error', reject);
            server.listen(0, HOST, () => resolve());
        });
        return new LoopbackRedirect(server, new PendingReturn(patience), texts);
    }

    /** The address for the provider. */
    get address(): string {
        return this.pending.addressOf(returnAddress({ origin: this.origin, pathname: '/' }, 'provider'));
    }

    /** The query of the return; `undefined` if it did not come in time, or is not waited for any more. */
    get query(): Promise<string | undefined> {
        return this.pending.query;
    }

    /** Waits no longer. */
    end(): void {
        this.pending.end();
    }

    private get origin(): string {
        return `http://${HOST}:${this.port}`;
    }

    private answer(request: IncomingMessage, response: ServerResponse): void {
        const { status, sentence, headers } = this.judge(request);
        const page = returnPage(this.texts.language, sentence);
        // The last answer ends its own connection. After it, the others end, too.
        response.once('close', () => !this.pending.isOpen && this.server.closeAllConnections());
        response.writeHead(status, { ...page.headers, ...headers });
        response.end(page.body);
    }

    private judge(request: IncomingMessage): { status: number; sentence: string; headers?: Record<string, string> } {
        const { refused, failed, done } = this.texts;
        // Otherwise a page of another name that leads here (DNS rebinding) could read the answers.
        if (request.headers.host !== `${HOST}:${this.port}`) {
            return { status: 421, sentence: refused };
        }
        if (request.method !== 'GET') {
            return { status: 405, sentence: refused, headers: { Allow: 'GET' } };
        }
        const url = URL.parse(request.url ?? '', this.origin);
        if (url?.origin !== this.origin || url.pathname !== '/') {
            return { status: 404, sentence: refused };
        }
        if (!this.pending.take(url)) {
            return { status: 400, sentence: refused };
        }
        return { status: 200, sentence: url.searchParams.has('code') ? done : failed };
    }

    private close(hasAnswer: boolean): void {
        this.server.close();
        if (!hasAnswer) {
            this.server.closeAllConnections();
        }
    }
}
