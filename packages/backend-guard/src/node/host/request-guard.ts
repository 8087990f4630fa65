// SPDX-License-Identifier: MIT

import {
    BackendApplicationCliContribution,
    BackendApplicationContribution,
    EarlyExpressMiddleware
} from '@theia/core/lib/node/backend-application';
import type { WsRequestValidatorContribution } from '@theia/core/lib/node/ws-request-validators';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SecurityHeaders } from '../headers/security-headers';
import type { Authority } from './authority';
import { hostnameOption } from './configured-hosts';
import { ServedHosts } from './served-hosts';

/** The hosts that THEIA_HOSTS names. */
export const ConfiguredHosts = Symbol('ConfiguredHosts');

/** The events with which Node hands a server a request and its response. */
const REQUEST_EVENTS = ['request', 'checkContinue', 'checkExpectation'];

/** The events with which Node hands a server a request and its socket. */
const UPGRADE_EVENTS = ['upgrade', 'connect'];

/**
 * Refuses requests for other hosts and from other origins, before anything else in the backend sees them, and gives the
 * others their security headers. See {@link ServedHosts}.
 */
@injectable()
export class RequestGuard implements BackendApplicationContribution, WsRequestValidatorContribution {
    @inject(BackendApplicationCliContribution)
    protected readonly options: BackendApplicationCliContribution;

    @inject(EarlyExpressMiddleware)
    protected readonly earlyMiddleware: EarlyExpressMiddleware;

    @inject(ConfiguredHosts)
    protected readonly configured: readonly Authority[];

    @inject(SecurityHeaders)
    protected readonly headers: SecurityHeaders;

    private servedHosts: ServedHosts | undefined;

    /** Requests that were judged where they reach the server. The routes and sockets behind it get the same objects. */
    private readonly admitted = new WeakSet<IncomingMessage>();

    /** Guards the routes from the first moment. The server listens before all contributions have started. */
    initialize(): void {
        this.earlyMiddleware.handlers.unshift((request, response, next) => {
            if (this.admitted.has(request) || this.admit(request, response)) {
                next();
            }
        });
    }

    /**
     * Guards everything else that listens on the server, such as socket.io, which answers before the routes do. To replace
     * `emit` is the only way that does not depend on the order in which others add and remove listeners.
     */
    onStart(server: Server): void {
        const emit = server.emit.bind(server);
        server.emit = (event: string, ...details: unknown[]): boolean => {
            const [request, other] = details;
            if (REQUEST_EVENTS.includes(event)) {
                return this.admit(request as IncomingMessage, other as ServerResponse) ? emit(event, ...details) : true;
            }
            if (UPGRADE_EVENTS.includes(event)) {
                return this.admitUpgrade(request as IncomingMessage, other as Duplex) ? emit(event, ...details) : true;
            }
            return emit(event, ...details);
        };
    }

    /** Guards the sockets in place of Theia's check, which trusts the Host header and requests without an Origin. */
    allowWsUpgrade(request: IncomingMessage): boolean {
        return this.admitted.has(request) || this.refusal(request) === undefined;
    }

    private admit(request: IncomingMessage, response: ServerResponse): boolean {
        const refusal = this.refusal(request);
        if (refusal === undefined) {
            this.admitted.add(request);
            request.url = pathOf(request.url);
            this.headers.apply(request.url ?? '/', response);
            return true;
        }
        response.writeHead(403, refusalHeaders(refusal));
        response.end(refusal);
        return false;
    }

    private admitUpgrade(request: IncomingMessage, socket: Duplex): boolean {
        const refusal = this.refusal(request);
        if (refusal === undefined) {
            this.admitted.add(request);
            return true;
        }
        const headers = Object.entries(refusalHeaders(refusal)).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.on('error', () => socket.destroy());
        socket.end(`HTTP/1.1 403 Forbidden\r\n${headers.join('')}\r\n${refusal}`);
        return false;
    }

    private refusal(request: IncomingMessage): string | undefined {
        const { headers, headersDistinct, socket, url } = request;
        return this.hosts().refusal({
            hosts: headersDistinct['host'] ?? [],
            target: url ?? '/',
            origin: headers.origin,
            fetchSite: single(headers['sec-fetch-site']),
            fetchMode: single(headers['sec-fetch-mode']),
            localAddress: socket.localAddress
        });
    }

    /** The command line is parsed after the contributions are created. */
    private hosts(): ServedHosts {
        this.servedHosts ??= new ServedHosts(this.configured, hostnameOption(this.options.hostname));
        return this.servedHosts;
    }
}

/** Returns the target of a request as a path. The routes expect one, but an absolute target is valid, too. */
function pathOf(target: string | undefined): string | undefined {
    if (target === undefined || target.startsWith('/') || !URL.canParse(target)) {
        return target;
    }
    const { pathname, search } = new URL(target);
    return pathname + search;
}

function single(value: string | string[] | undefined): string | undefined {
    return Array.isArray(value) ? value[0] : value;
}

function refusalHeaders(refusal: string): Record<string, string> {
    return {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': String(Buffer.byteLength(refusal)),
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
        Connection: 'close'
    };
}
