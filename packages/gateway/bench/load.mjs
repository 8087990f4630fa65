// SPDX-License-Identifier: MIT

import { setTimeout } from 'node:timers/promises';
import { Client } from 'undici';
import { canObserve, familyOf, memoryOf, processorTimeBetween, processorTimes, resetPeak } from './processes.mjs';

/** Milliseconds at the start of a slot that do not count, because connections open and code warms up. */
const WARMING = 250;

/** Milliseconds after which a missing answer fails the run. */
const PATIENCE = 60_000;

/** A persistent connection that sends one request after another. */
export class Connection {
    constructor(origin) {
        this.client = new Client(origin, {
            pipelining: 1,
            keepAliveTimeout: PATIENCE,
            headersTimeout: PATIENCE,
            bodyTimeout: PATIENCE
        });
    }

    /** @returns { status, etag, bytes, text }; `text` only when the status is not 200 */
    send(request) {
        return new Promise((resolve, reject) => {
            const answer = { status: 0, etag: undefined, bytes: 0, text: '' };
            this.client.dispatch(request, {
                onRequestStart: () => undefined,
                onResponseStart: (_controller, status, headers) => {
                    answer.status = status;
                    answer.etag = headers.etag;
                },
                onResponseData: (_controller, chunk) => {
                    answer.bytes += chunk.length;
                    if (answer.status !== 200) {
                        answer.text += chunk;
                    }
                },
                onResponseEnd: () => resolve(answer),
                onResponseError: (_controller, error) => reject(error)
            });
        });
    }

    close() {
        return this.client.close();
    }
}

/**
 * Runs all tasks repeatedly and at the same time, each as one client.
 *
 * @param tasks asynchronous functions that send one request, and fail for an unexpected answer
 * @param watched { server, behind }: the ids of the process that answers and of the processes behind it
 * @returns { rate, p50, p99, processor, behind, memory }: requests per second, milliseconds, microseconds of processor
 *     time per request in the server and behind it, and the maximum bytes; undefined if the system does not tell
 */
export async function runSlot(tasks, seconds, { server, behind = [] }) {
    const observed = canObserve && server !== undefined;
    let counting = false;
    let over = false;
    const latencies = [];
    const clients = tasks.map(async task => {
        while (!over) {
            const start = performance.now();
            await task();
            if (counting) {
                latencies.push(performance.now() - start);
            }
        }
    });
    // A client that fails ends the slot for all clients, and the error is thrown below.
    const failed = Promise.all(clients).catch(() => (over = true));
    await Promise.race([setTimeout(WARMING), failed]);
    if (observed) {
        resetPeak(server);
    }
    const before = observed ? timesOf(server, behind) : undefined;
    const start = performance.now();
    counting = true;
    await Promise.race([setTimeout(seconds * 1000), failed]);
    // Wait for slow requests, so that almost every client has at least one figure.
    while (!over && latencies.length < tasks.length) {
        await Promise.race([setTimeout(WARMING), failed]);
    }
    counting = false;
    over = true;
    const duration = performance.now() - start;
    const after = observed ? timesOf(server, behind) : undefined;
    const requests = latencies.length;
    const memory = observed ? memoryOf(server).peak : undefined;
    await Promise.all(clients);
    return {
        ...quantilesOf(latencies),
        rate: requests / (duration / 1000),
        processor: observed ? processorTimeBetween(before.server, after.server) / requests : undefined,
        behind: observed ? processorTimeBetween(before.behind, after.behind) / requests : undefined,
        memory
    };
}

function timesOf(server, behind) {
    return { server: processorTimes([server]), behind: processorTimes(behind.flatMap(familyOf)) };
}

/** @param latencies in milliseconds, in any order */
export function quantilesOf(latencies) {
    const sorted = Float64Array.from(latencies).sort();
    const at = share => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];
    return { p50: at(0.5), p99: at(0.99) };
}
