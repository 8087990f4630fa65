// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import {
    createServer,
    request as sendRequest,
    type IncomingMessage,
    type Server,
    type ServerResponse
} from 'node:http';
import { portOf } from '../../port-of.js';

export const AUTH_PATH = '/auth/v1';
export const TEMPLATES_PATH = '/templates';

/** Has the addresses of a Supabase project: Auth is below a path. Also shows the server the templates of its mails. */
export class SupabaseProxy {
    private readonly server: Server;

    /**
     * @param authPort where Auth listens
     * @param templates HTML, by the types of mails
     */
    constructor(
        private readonly authPort: number,
        private readonly templates: Readonly<Record<string, string>>
    ) {
        this.server = createServer((request, response) => this.answer(request, response));
    }

    async listen(): Promise<void> {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
    }

    get url(): string {
        return `http://127.0.0.1:${portOf(this.server)}`;
    }

    async close(): Promise<void> {
        const closed = once(this.server, 'close');
        this.server.close();
        this.server.closeAllConnections();
        await closed;
    }

    private answer(request: IncomingMessage, response: ServerResponse): void {
        const { url = '/', method, headers } = request;
        if (url.startsWith(`${AUTH_PATH}/`)) {
            const path = url.slice(AUTH_PATH.length);
            const forwarded = sendRequest({ port: this.authPort, host: '127.0.0.1', path, method, headers }, answer => {
                response.writeHead(answer.statusCode ?? 502, answer.headers);
                answer.pipe(response);
            });
            forwarded.once('error', () => response.writeHead(502).end());
            request.pipe(forwarded);
            return;
        }
        const template = this.templates[url.slice(TEMPLATES_PATH.length + 1)];
        response.writeHead(template === undefined ? 404 : 200, { 'Content-Type': 'text/html' }).end(template);
    }
}
