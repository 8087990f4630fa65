// SPDX-License-Identifier: MIT

import { getRequestListener } from '@hono/node-server';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { portOf } from '../port-of.js';
import { crossOrigin } from './cross-origin.js';
import type { Lite } from './supabase-lite.js';

/** Milliseconds that a running request gets when the cloud stops. */
const CLOSE_PATIENCE = 2_000;

/** The server that applications connect to. It takes its port first, and returns 503 until Supabase Lite is ready. */
export class ApiServer {
    private lite: Lite | undefined;
    private readonly server: Server;

    private constructor() {
        const listener = getRequestListener(
            (request, { incoming }) =>
                crossOrigin(request, () => this.answer(request, incoming.socket.remoteAddress ?? null)),
            { overrideGlobalObjects: false }
        );
        this.server = createServer((request, response) => void listener(request, response));
    }

    /**
     * Takes the port.
     *
     * @param port 0 takes a free port
     * @throws the error of `listen`, with the code EADDRINUSE when the port is taken
     */
    static async listen(port: number): Promise<ApiServer> {
        const api = new ApiServer();
        api.server.listen(port, '127.0.0.1');
        await once(api.server, 'listening');
        return api;
    }

    get url(): string {
        return `http://127.0.0.1:${portOf(this.server)}`;
    }

    serve(lite: Lite): void {
        this.lite = lite;
    }

    /** Accepts no more requests, and lets running requests finish for a while. */
    async close(): Promise<void> {
        const closed = once(this.server, 'close');
        this.server.close();
        const impatience = setTimeout(() => this.server.closeAllConnections(), CLOSE_PATIENCE);
        await closed;
        clearTimeout(impatience);
    }

    private async answer(request: Request, peerAddress: string | null): Promise<Response> {
        return this.lite === undefined
            ? Response.json({ message: 'The local cloud is starting.' }, { status: 503 })
            : this.lite.fetch(request, peerAddress);
    }
}
