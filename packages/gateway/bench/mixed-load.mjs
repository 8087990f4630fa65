// SPDX-License-Identifier: MIT

import { setInterval, setTimeout } from 'node:timers';
import { prose } from '../../../supabase/bench/fill.mjs';
import { quantilesOf } from './load.mjs';
import { gatewayRequest } from './operations.mjs';
import { anyDocumentOf } from './test-data.mjs';
import { canObserve, memoryOf } from './processes.mjs';
import { httpClient, supabaseClient } from './clients.mjs';

export const MIX_CLIENTS = 64;

/** The calls in a hundred requests. */
const SHARES = { read: 80, list: 10, history: 5, save: 5 };
const CALLS = Object.entries(SHARES).flatMap(([name, share]) => Array.from({ length: share }, () => name));

const CONTENTS = Array.from({ length: 8 }, (_, index) => prose(2000 - index, index + 1));
const BODIES = CONTENTS.map(content => JSON.stringify({ content }));

/** The number of errors to keep with their text. */
const KEPT = 3;

/**
 * Runs a mix of reads, lists, histories and saves at full speed. Each request belongs to another signed-in user.
 *
 * @param world { servers, cloud, sessions }
 * @param way session or supabase
 * @param seconds the duration
 * @returns { rate, p50, p99, errors, messages, perSecond, memory }; `memory` and `perSecond` have a figure per second
 */
export async function runMix(world, way, seconds) {
    const latencies = [];
    const perSecond = [];
    const memory = [];
    const messages = [];
    let errors = 0;
    let requests = 0;
    let over = false;
    const start = performance.now();
    const clock = setInterval(() => {
        perSecond.push(requests);
        requests = 0;
        memory.push(way === 'session' && canObserve ? memoryOf(world.servers.direct.pid).now : undefined);
    }, 1000);
    const end = setTimeout(() => (over = true), seconds * 1000);
    const people = Array.from({ length: MIX_CLIENTS }, (_, index) => clientOfMany(world, way, index));
    await Promise.all(
        people.map(async person => {
            while (!over) {
                const begin = performance.now();
                try {
                    await person.act();
                } catch (error) {
                    errors++;
                    if (messages.length < KEPT) {
                        messages.push(error.message);
                    }
                }
                requests++;
                latencies.push(performance.now() - begin);
            }
        })
    );
    const duration = (performance.now() - start) / 1000;
    clearInterval(clock);
    clearTimeout(end);
    await Promise.all(people.map(person => person.close()));
    return { ...quantilesOf(latencies), rate: latencies.length / duration, errors, messages, perSecond, memory };
}

/**
 * A connection that uses another session each time. Two connections never act for the same user, to avoid conflicts.
 */
function clientOfMany(world, way, index) {
    const { sessions, versions } = world;
    const users = Math.floor((sessions.length - index - 1) / MIX_CLIENTS) + 1;
    let token;
    const client =
        way === 'session'
            ? httpClient(world.servers.direct.url, call => gatewayRequest(call, token))
            : supabaseClient(world.cloud, () => token);
    return {
        act: async () => {
            const user = Math.floor(Math.random() * users) * MIX_CLIENTS + index + 1;
            token = sessions[user - 1];
            const name = any(CALLS);
            const document = anyDocumentOf(user);
            const text = Math.floor(Math.random() * CONTENTS.length);
            const version = versions.get(document.id) ?? document.version;
            const call = {
                name,
                document: document.id,
                version,
                content: CONTENTS[text],
                body: BODIES[text],
                least: 0
            };
            const saved = await client.call(call);
            if (name === 'save') {
                versions.set(document.id, saved);
            }
        },
        close: () => client.close()
    };
}

function any(list) {
    return list[Math.floor(Math.random() * list.length)];
}
