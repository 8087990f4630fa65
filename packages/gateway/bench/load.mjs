// SPDX-License-Identifier: MIT

import { setTimeout } from 'node:timers/promises';
import { Client } from 'undici';
import { canObserve, familyOf, memoryOf, processorTimeBetween, processorTimes, resetPeak } from './processes.mjs';

/** How long a slot runs before it counts, in milliseconds: connections are made, and code is warm again. */
const WARMING = 250;

/** How long an answer may take, in milliseconds, before the run fails. */
const PATIENCE = 60_000;

/** One connection that is kept, over which one request follows the other. */
export class Connection {
    constructor(origin) {
        this.client = new Client(origin, {
            pipelining: 1,
            keepAliveTimeout: PATIENCE,
            headersTimeout: PATIENCE,
            bodyTimeout: PATIENCE
        });
    }

    /** @returns { status, etag, bytes, text }; text only of what is not 200 */
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
 * Lets each task run again and again, all at once, as one client each.
 *
 * @param tasks asynchronous functions that make one request and fail when it is not answered as it should be
 * @param watched { server, behind }: the ids of the process that answers and of those that it asks
 * @returns { rate, p50, p99, processor, behind, memory }: requests a second, milliseconds, microseconds of processor time a
 * request of the server and behind it, and bytes at most; undefined where it cannot be told
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
    // A client that fails ends the slot for all, and the error is seen below.
    const failed = Promise.all(clients).catch(() => (over = true));
    await Promise.race([setTimeout(WARMING), failed]);
    if (observed) {
        resetPeak(server);
    }
    const before = observed ? timesOf(server, behind) : undefined;
    const start = performance.now();
    counting = true;
    await Promise.race([setTimeout(seconds * 1000), failed]);
    // A slow request is waited for: each client has one to tell of, or nearly so.
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
