// SPDX-License-Identifier: MIT

import { Agent, request } from 'node:http';
import type { Answer } from '../gateway-user';
import type { FuzzRequest } from './request-arbitrary';

/** Milliseconds after which a request without an answer fails. */
const PATIENCE = 30_000;

/** Sends requests that fetch would refuse or change: other methods, bodies with GET, repeated headers. */
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

    /** Sends a request. @throws Error when the connection is dropped or no answer arrives */
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
            sent.setTimeout(PATIENCE, () => sent.destroy(new Error('No answer arrived in time.')));
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
