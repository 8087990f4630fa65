// SPDX-License-Identifier: MIT

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CuttingProxy {
    readonly url: string;
    /** The addresses of all requests. */
    readonly requested: readonly string[];
    stop(): Promise<void>;
}

/**
 * Starts a proxy that loses connections in the middle of an answer.
 *
 * @param lines how many complete lines of each answer pass, before a part of the next one; later answers pass whole
 */
export async function startCuttingProxy(gatewayUrl: string, lines: readonly number[]): Promise<CuttingProxy> {
    const cuts = [...lines];
    const requested: string[] = [];
    const server = createServer((request, response) => {
        void (async () => {
            const { url = '/', headers } = request;
            requested.push(url);
            const answer = await fetch(gatewayUrl + url, { headers: { Authorization: headers.authorization ?? '' } });
            const text = await answer.text();
            response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' });
            const cut = cuts.shift();
            if (cut === undefined) {
                response.end(text);
                return;
            }
            const passed = text.split('\n').slice(0, cut + 1);
            passed.push((passed.pop() ?? '').slice(0, 20));
            response.write(passed.join('\n'), () => request.socket.destroy());
        })();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        requested,
        stop: () =>
            new Promise(resolve => {
                server.close(() => resolve());
                server.closeAllConnections();
            })
    };
}
