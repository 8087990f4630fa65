// SPDX-License-Identifier: MIT

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is done with a request: answered, or passed on to a gateway, after something else, its answer given or lost. */
export type Step =
    | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
    | 'drop'
    | 'pass'
    | (() => Promise<unknown>)
    | 'pass and lose the answer';

export interface ScriptedServer {
    readonly url: string;
    /** The requests that came, with what they held. */
    readonly received: { readonly method: string; readonly headers: Headers; readonly body: string }[];
    stop(): Promise<void>;
}

/**
 * A server in front of a gateway that does to each request what comes next in the script, and passes on what comes
 * after it: no gateway can be made to lose an answer at will.
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
        // Of the connection, and not of the request.
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
