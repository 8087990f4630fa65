// SPDX-License-Identifier: MIT

import { getRequestListener } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createApp } from './app';
import type { GatewayConfiguration } from './configuration/gateway-configuration';
import { answerBrokenRequest, answerUnreadable, refuseTunnel } from './http/broken-request';
import { startJobs } from './jobs/start-jobs';
import { createServices } from './services';

/** How long requests that run may take to finish when the gateway stops, in milliseconds. */
const GRACE = 30_000;

/**
 * How long a connection stays open without a request, in milliseconds: longer than a balancer before the gateway keeps
 * it (60 s for those of AWS and for nginx), which else sends a request on one that just ends.
 */
const KEEP_ALIVE = 65_000;

/** How often connections that became idle are closed meanwhile, in milliseconds. */
const SWEEP = 50;

export interface RunningGateway {
    readonly url: string;
    /** Stops accepting, and resolves when what ran has finished, or after half a minute. */
    stop(): Promise<void>;
}

/** @throws Error when the configuration does not do, or the port is taken */
export async function startGateway(configuration: GatewayConfiguration, log: Logger): Promise<RunningGateway> {
    const services = await createServices(configuration, log);
    const app = createApp(services);
    const listener = getRequestListener(app.fetch, { errorHandler: answerUnreadable });
    // Node's own answer to a request without a Host has no body; the listener's has.
    const server = createServer({ requireHostHeader: false }, (request, response) => void listener(request, response));
    server.keepAliveTimeout = KEEP_ALIVE;
    server.on('clientError', answerBrokenRequest);
    server.on('connect', refuseTunnel);
    // Nothing but 100-continue is ever expected; RFC 9110 lets the rest pass.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    const sockets = new Set<Socket>();
    server.on('connection', socket => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(configuration.port, configuration.host, resolve);
    });
    const { address, family, port } = server.address() as AddressInfo;
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    log.info({ url }, 'the gateway listens');
    const jobs = startJobs(configuration, log, services.metrics);
    return {
        url,
        stop: async () => {
            const finished = Promise.all([stop(server, sockets), jobs.stop()]).then(() => services.cloud?.close());
            // What hangs is given up: a request is answered by nobody, and a job is another gateway's.
            await Promise.race([finished, delay(GRACE, undefined, { ref: false })]);
        }
    };
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
    return new Promise(resolve => {
        // A connection turns idle only after its answer, and one that never asked for anything does not count as idle.
        const sweep = setInterval(() => {
            server.closeIdleConnections();
            sockets.forEach(socket => socket.bytesRead === 0 && socket.destroy());
        }, SWEEP);
        const deadline = setTimeout(() => server.closeAllConnections(), GRACE);
        server.close(() => {
            clearInterval(sweep);
            clearTimeout(deadline);
            resolve();
        });
    });
}
