// SPDX-License-Identifier: MIT

import { getRequestListener } from '@hono/node-server';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { FairLimits } from './admission/fair-use';
import { createApp } from './app';
import type { GatewayConfiguration } from './configuration/gateway-configuration';
import { answerBrokenRequest, answerUnreadable, refuseTunnel } from './http/broken-request';
import { handOver } from './http/expect-continue';
import { guardConnections, noteRequests } from './http/guard-connections';
import { checkHead } from './http/request-head';
import { rememberAnswers } from './http/unfinished-answers';
import { startJobs } from './jobs/start-jobs';
import { createServices } from './services';

/** Milliseconds that running requests get when the gateway stops. */
const GRACE = 30_000;

/**
 * Milliseconds that a connection stays open without a request. A load balancer must close it first (after 60 s in AWS
 * and nginx), or it may send a request on a connection that is closing.
 */
const KEEP_ALIVE = 65_000;

/** Milliseconds that a client has for the head of a request, also for the first one of a connection. */
const LONGEST_HEAD = 20_000;

/** Milliseconds between two looks at the heads that have not arrived. */
const CHECK = 5000;

/** Connections that the system keeps for the gateway, if it allows so many. It drops what is over, whoever sends it. */
const BACKLOG = 4096;

/** Milliseconds between two sweeps of idle connections while the gateway stops. */
const SWEEP = 50;

export interface RunningGateway {
    readonly url: string;
    /** Accepts no more requests. Resolves when running requests have finished, or after half a minute. */
    stop(): Promise<void>;
}

/**
 * Starts a gateway.
 *
 * @param limits of users that differ from the usual ones
 * @throws Error when the configuration is invalid or the port is taken
 */
export async function startGateway(
    configuration: GatewayConfiguration,
    log: Logger,
    limits: Partial<FairLimits> = {}
): Promise<RunningGateway> {
    const services = await createServices(configuration, log, limits);
    const app = createApp(services);
    const listener = getRequestListener(app.fetch, { errorHandler: answerUnreadable });
    // Node's answer to a request without a Host header has no body. That of the listener has one.
    const answer: RequestListener = rememberAnswers(checkHead((request, response) => void listener(request, response)));
    const server = createServer({
        requireHostHeader: false,
        keepAliveTimeout: KEEP_ALIVE,
        headersTimeout: LONGEST_HEAD,
        connectionsCheckingInterval: CHECK
    });
    const connections = guardConnections(server, services.metrics);
    const serve = noteRequests(connections, answer);
    server.on('request', serve);
    server.on('clientError', answerBrokenRequest);
    server.on('connect', refuseTunnel);
    // RFC 9110 allows a server to ignore all expectations except 100-continue.
    server.on('checkExpectation', serve);
    server.on('checkContinue', handOver(serve));
    await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(configuration.port, configuration.host, BACKLOG, resolve);
    });
    const { address, family, port } = server.address() as AddressInfo;
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    log.info({ url }, 'the gateway listens');
    void services.billing?.check.run();
    const jobs = startJobs(configuration, log, services.metrics, services.billing?.work());
    return {
        url,
        stop: async () => {
            const finished = Promise.all([stop(server, connections), jobs.stop()]).then(() => services.cloud?.close());
            // After that, give up: requests get no answer, and another gateway takes over the job.
            await Promise.race([finished, delay(GRACE, undefined, { ref: false })]);
        }
    };
}

function stop(server: Server, connections: Iterable<Socket>): Promise<void> {
    return new Promise(resolve => {
        // A connection becomes idle only after its answer. One without any request never counts as idle.
        const sweep = setInterval(() => {
            server.closeIdleConnections();
            for (const socket of connections) {
                if (socket.bytesRead === 0) {
                    socket.destroy();
                }
            }
        }, SWEEP);
        // Answers are cut off. In HTTP/1.0 only a reset says so.
        const deadline = setTimeout(() => {
            for (const socket of connections) {
                socket.resetAndDestroy();
            }
        }, GRACE);
        server.close(() => {
            clearInterval(sweep);
            clearTimeout(deadline);
            resolve();
        });
    });
}
