// SPDX-License-Identifier: MIT

import { existsSync, readFileSync } from 'node:fs';
import { prose, userId } from './fill.mjs';
import { median } from './plans.mjs';
import { CALLS, WAYS } from './processor-calls.mjs';

/** Whether the system reports the processor time of a process. Linux does. */
export const tellsProcessorTime = existsSync('/proc/self/schedstat');

/** Calls before the first round. In them, the server compiles its functions and chooses its generic plans. */
const WARMING = 12;

/** The sizes of texts differ by up to this number of bytes, so that each save changes the counters. */
const SIZES = 500;

const TYPES = { claims: 'json', document: 'uuid', user: 'uuid', text: 'text' };

/**
 * Measures the processor time of the server's process for one call in each way. It includes the claims, the transaction
 * and the answer, and excludes waiting for the disk and the client. The ways alternate, so that other work on the machine
 * affects all of them.
 *
 * @param client a connection as the superuser to a server on this machine
 * @param subjects SQL expressions for the ids of documents, from addTestDocuments
 * @param rounds the number of turns of each way
 * @returns { claims, calls }: the microseconds of the claims alone, and { name, microseconds } for each call, with
 * microseconds by way; medians of the rounds
 */
export async function measureProcessorTime(client, subjects, rounds) {
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const turns = await turnsOf(client, subjects);
    for (const turn of turns) {
        await processorTimeOf(client, rows[0].pid, { ...turn, times: WARMING });
    }
    for (let round = 0; round < rounds; round++) {
        for (const turn of turns) {
            turn.figures.push(await processorTimeOf(client, rows[0].pid, turn));
        }
    }
    const figureOf = (name, way) => median(turns.find(turn => turn.name === name && turn.way === way).figures);
    return {
        claims: figureOf('claims', 'api'),
        calls: CALLS.map(({ name }) => ({
            name,
            microseconds: Object.fromEntries(WAYS.map(way => [way, figureOf(name, way)]))
        }))
    };
}

/** Returns each call in each way, as a prepared statement. */
async function turnsOf(client, subjects) {
    await client.query('create schema processor');
    const claimsAlone = { name: 'claims', caller: CALLS[0].caller, times: CALLS[0].times, api: '1' };
    const turns = [];
    for (const call of [claimsAlone, ...CALLS]) {
        const { rows } = await client.query(
            `select ${userId(call.caller)} as "user", ${subjects[call.subject] ?? 'null'} as document`
        );
        const values = { ...rows[0], claims: JSON.stringify({ sub: rows[0].user, role: 'authenticated' }) };
        for (const way of call.statement === undefined ? ['api'] : WAYS) {
            const { text, names } = placed(await statementOf(client, call, way, `processor.f${turns.length}`));
            turns.push({ name: call.name, way, text, names, values, times: call.times, figures: [] });
        }
    }
    return turns;
}

/** Returns the statement of a call in one way. Creates the function that it calls. */
async function statementOf(client, { api, statement }, way, functionName) {
    if (way === 'bare') {
        return statement('bare', ', sanyam_gateway.act_as($claims)');
    }
    if (way === 'api') {
        return `select ${api} as answer from sanyam_gateway.act_as($claims)`;
    }
    const { text, names } = placed(statement(way === 'policies' ? 'public' : 'bare', ''));
    const signature = `${functionName}(${names.map(name => TYPES[name]).join()})`;
    await client.query(`
        create function ${signature} returns json language plpgsql security definer set search_path = '' as $function$
        declare
            v_answer json;
        begin
            ${text} into v_answer;
            return v_answer;
        end;
        $function$`);
    if (way === 'policies') {
        await client.query(`alter function ${signature} owner to sanyam_api`);
    }
    const values = names.map(name => `$${name}`).join();
    return `select ${functionName}(${values}) as answer from sanyam_gateway.act_as($claims)`;
}

/** Numbers the parameters of a statement, and returns their names. */
function placed(statement) {
    const names = [...new Set(Array.from(statement.matchAll(/\$(\w+)/g), match => match[1]))];
    const text = statement.replace(/\$(\w+)/g, (_place, name) => `$${names.indexOf(name) + 1}::${TYPES[name]}`);
    return { text, names };
}

/** Repeats a call, and returns the microseconds of one. */
async function processorTimeOf(client, pid, { name, way, text, names, values, times }) {
    const saved = prose(20_000 - SIZES);
    const before = nanosecondsOf(pid);
    for (let time = 0; time < times; time++) {
        const given = { ...values, text: saved + '.'.repeat((time * 7919) % SIZES) };
        await client.query({ name: `${name} ${way}`, text, values: names.map(parameter => given[parameter]) });
    }
    return (nanosecondsOf(pid) - before) / 1000 / times;
}

/** Returns the processor time of a process so far. */
export function nanosecondsOf(pid) {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
}
