// SPDX-License-Identifier: MIT

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to a request: an answer, a dropped connection, or forwarding, possibly after an action or without
 * answer.
 */
export type Step =
    | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
    | 'drop'
    | 'pass'
    | (() => Promise<unknown>)
    | 'pass and lose the answer';

export interface ScriptedServer {
    readonly url: string;
    /** The received requests with their bodies. */
    readonly received: { readonly method: string; readonly headers: Headers; readonly body: string }[];
    stop(): Promise<void>;
}

/**
 * Starts a server in front of a gateway. Each request gets the next step of the script, and later requests are
 * forwarded. A real gateway cannot lose an answer on demand.
 */
export async function startScriptedServer(script: readonly Step[], gatewayUrl = ''): Promise<ScriptedServer> {
    const steps = [...script];
    const received: ScriptedServer['received'] = [];
    const server = createServer((request, response) => {
        void (async () => {
            const headers = headersOf(request);
            const body = await read(request);
            const { method = 'GET', url = '/' } = request;
            received.push({ method, headers, body });
            const step = steps.shift() ?? 'pass';
            if (step === 'drop') {
                request.socket.destroy();
                return;
            }
            if (typeof step === 'function') {
                await step();
            }
            if (typeof step === 'object') {
                response.writeHead(step.status, step.headers);
                response.end(typeof step.body === 'string' ? step.body : JSON.stringify(step.body));
                return;
            }
            const answer = await fetch(gatewayUrl + url, { method, headers, ...(body === '' ? {} : { body }) });
            const text = await answer.text();
            if (step === 'pass and lose the answer') {
                request.socket.destroy();
                return;
            }
            response.writeHead(answer.status, Object.fromEntries(answer.headers));
            response.end(text);
        })();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        received,
        stop: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            })
    };
}

function headersOf(request: IncomingMessage): Headers {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
        // These headers belong to the connection, not to the request.
        if (
            typeof value === 'string' &&
            !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)
        ) {
            headers.set(name, value);
        }
    }
    return headers;
}

async function read(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString();
}
