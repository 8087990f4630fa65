// SPDX-License-Identifier: MIT

import { median } from '../../../supabase/bench/plans.mjs';
import { prose } from '../../../supabase/bench/fill.mjs';
import { runSlot } from './load.mjs';
import { OPERATIONS } from './operations.mjs';
import { forgetSaves, idOfHeld, idOfUser, PAGE, versionsOf } from './test-data.mjs';
import { runPgbench } from './pgbench.mjs';
import { clientOf, processesOf } from './clients.mjs';

/** Texts that a client saves in turn, because saving the same text would change nothing. */
const TEXTS = 4;

/** The number of clients to warm up the code, and to compare the use of one key. */
const HOT = 16;

/**
 * Measures each operation in every way with each number of clients. The ways take turns in short slots, so that a busy
 * minute of the machine affects all of them. Each round starts with another way.
 *
 * @param world { servers, cloud, sessions, keys, superuser, pgbench, folder, statements }
 * @param settings { parts, clients, rounds, seconds, warming }
 * @returns the medians of the rounds, by operation, number of clients and way
 */
export async function measureMatrix(world, settings, step) {
    const results = {};
    for (const operation of OPERATIONS.filter(({ part }) => settings.parts.includes(part))) {
        results[operation.name] = {};
        if (settings.warming > 0) {
            await step(`${operation.title}, until it is warm`, async () => {
                for (const way of waysOf(operation, HOT, false)) {
                    await measureSlot(way, operation, HOT, settings.warming, world);
                }
            });
        }
        for (const clients of settings.clients.filter(number => operation.clients?.includes(number) ?? true)) {
            const ways = waysOf(operation, clients, world.pgbench !== undefined);
            const slots = Object.fromEntries(ways.map(way => [way, []]));
            await step(`${operation.title}, ${clients} at once`, async () => {
                for (let round = 0; round < settings.rounds; round++) {
                    const first = round % ways.length;
                    for (const way of [...ways.slice(first), ...ways.slice(0, first)]) {
                        slots[way].push(await measureSlot(way, operation, clients, settings.seconds, world));
                    }
                }
            });
            results[operation.name][clients] = Object.fromEntries(ways.map(way => [way, mediansOf(slots[way])]));
        }
    }
    return results;
}

function waysOf({ name, call }, clients, hasPgbench) {
    if (call === undefined) {
        return ['empty', 'authenticated'];
    }
    return [
        ...['raw', 'session', 'key'],
        ...(name === 'read-2' && clients === HOT ? ['hot-key'] : []),
        ...['postgrest', 'supabase'],
        ...(hasPgbench ? ['pgbench', ...(name === 'save-20' ? ['pgbench-save'] : [])] : [])
    ];
}

async function measureSlot(way, operation, clients, seconds, world) {
    if (operation.call === 'save') {
        await forgetSaves(world.superuser, operation.kind);
    }
    if (way.startsWith('pgbench')) {
        return runPgbench({ way, operation, clients, seconds, world });
    }
    const versions = operation.call === 'save' ? await versionsOf(world.superuser, operation.kind) : new Map();
    const opened = Array.from({ length: clients }, (_, index) => clientOf(way, world, index + 1));
    const tasks = opened.map((client, index) => taskOf(client, way, operation, index + 1, versions));
    try {
        return await runSlot(tasks, seconds, processesOf(way, world));
    } finally {
        await Promise.all(opened.map(client => client.close()));
    }
}

/** Returns the task of one client. */
function taskOf(client, way, { call: name, kind }, number, versions) {
    if (name === undefined) {
        return () => client.call();
    }
    // The owner of the key reads an own document.
    const user = way === 'hot-key' ? 1 : number;
    const document = kind === undefined ? undefined : idOfHeld(user, kind);
    const call = { name, user: idOfUser(user), document, size: PAGE, least: leastOf(name, kind) };
    if (name !== 'save') {
        return () => client.call(call);
    }
    const contents = Array.from({ length: TEXTS }, (_, index) => prose(bytesOf(kind) - index, index + 1));
    const bodies = contents.map(content => JSON.stringify({ content }));
    let turn = 0;
    let version = versions.get(document);
    return async () => {
        turn = (turn + 1) % TEXTS;
        version = await client.call({ ...call, version, content: contents[turn], body: bodies[turn] });
    };
}

function bytesOf(kind) {
    return Number(kind.split('-')[1]) * 1000;
}

/** Returns the minimum bytes of a correct answer: a full page, or a document with its content. */
function leastOf(name, kind) {
    switch (name) {
        case 'read':
            return bytesOf(kind);
        case 'save':
            return 100;
        default:
            return PAGE * 100;
    }
}

function mediansOf(slots) {
    return Object.fromEntries(
        Object.keys(slots[0]).map(figure => {
            const values = slots.map(slot => slot[figure]);
            return [figure, values.includes(undefined) ? undefined : median(values)];
        })
    );
}
