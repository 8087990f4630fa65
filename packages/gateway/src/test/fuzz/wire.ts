// SPDX-License-Identifier: MIT

import { Agent, request } from 'node:http';
import type { Answer } from '../gateway-user';
import type { FuzzRequest } from './request-arbitrary';

/** How long an answer may take before the request counts as lost, in milliseconds. */
const PATIENCE = 30_000;

/** Sends requests as they are, which fetch would not: other methods, bodies with GET, headers twice. */
export class Wire {
    private readonly agent: Agent;

    constructor(
        private readonly url: string,
        connections: number
    ) {
        this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    }

    close(): void {
        this.agent.destroy();
    }

    /** @throws Error when the connection is dropped, or no answer comes */
    send({ method, path, headers, body }: FuzzRequest, token: string | undefined): Promise<Answer> {
        const { hostname, port, host } = new URL(this.url);
        const length = body === undefined ? 0 : Buffer.byteLength(body);
        const all = [
            ['Host', host],
            ...(token === undefined ? [] : [['Authorization', token]]),
            ...(body === undefined ? [] : [['Content-Length', String(length)]]),
            ...headers
        ];
        return new Promise((resolve, reject) => {
            const sent = request({ hostname, port, method, path, agent: this.agent, headers: all.flat() });
            sent.setTimeout(PATIENCE, () => sent.destroy(new Error('There was no answer.')));
            sent.once('error', reject);
            sent.once('response', response => {
                const chunks: Buffer[] = [];
                response.on('data', (chunk: Buffer) => chunks.push(chunk));
                response.once('error', reject);
                response.once('end', () => {
                    const text = Buffer.concat(chunks).toString();
                    const received = new Headers();
                    for (let index = 0; index < response.rawHeaders.length; index += 2) {
                        received.append(response.rawHeaders[index] ?? '', response.rawHeaders[index + 1] ?? '');
                    }
                    const isJson = received.get('Content-Type')?.startsWith('application/json') === true && text !== '';
                    resolve({
                        status: response.statusCode ?? 0,
                        headers: received,
                        text,
                        body: isJson ? (JSON.parse(text) as unknown) : undefined
                    });
                });
            });
            sent.end(body);
        });
    }
}
