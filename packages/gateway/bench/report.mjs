// SPDX-License-Identifier: MIT

import { table } from '../../../supabase/bench/table.mjs';
import { compareWithAims } from './compare-with-aims.mjs';
import { MIX_CLIENTS } from './mixed-load.mjs';
import { OPERATIONS } from './operations.mjs';
import { WAYS } from './clients.mjs';

/** Returns the figures as a Markdown page. */
export function report({ machine, calibration, settings, poolSize, results, mix }) {
    const [before, after] = calibration;
    return `# Figures of the gateway

${machine}. Durability is on: a save is on disk before the response. To measure on your machine:

\`\`\`sh
npm run bench:gateway
\`\`\`

These values help to compare figures of different days. They show how fast the machine was (medians of 25, before and after the run):

${table(
    ['', 'ms before', 'ms after'],
    [
        ['SHA-256 of 4 MB', 'processor'],
        ['write 8 KB to disk', 'disk'],
        ['`select 1` from Node.js', 'statement'],
        ['a statement that receives 1 MB and does nothing', 'parameter']
    ].map(([what, key]) => [what, before[key].toFixed(2), after[key].toFixed(2)])
)}

## Goals

${table(
    ['figure', 'goal', 'measured', 'met'],
    compareWithAims(results, mix).map(({ figure, aim, measured, met }) => [
        figure,
        aim ?? '–',
        measured,
        met === undefined ? '–' : met ? 'yes' : 'no'
    ])
)}

Goals for ratios “gateway /” are minimums. Goals for p50, p99, processor time, errors and memory are maximums. The processor time of a repeated token is the difference between an empty route with and without the gateway’s authenticator.

## How it is measured

PostgreSQL, the measured server and the load generator share the processors of one machine. The load generator has one connection per client, and sends the next request after each response. With several clients, most figures therefore show the total work of a request. The ways take turns in slots of ${settings.seconds} s. A quarter of a second before each slot does not count. ${settings.rounds === 1 ? 'There was one round.' : `The result is the median of ${settings.rounds} rounds.`} An unexpected response ends the run.

- *raw* is bare Hono with a pool of \`pg\`. It sends the same statements as the gateway, recorded at the start of the run, and validates nothing. It has ${poolSize} connections, like the gateway.
- *gateway* connects to the database directly, *gateway over PostgREST* does not.
- *supabase-js, no gateway* calls the database functions through the Supabase API of the local cloud. That is Supabase Lite, a Node.js process. Hosted Supabase uses PostgREST instead. Requests are not counted.
- *pgbench* sends the recorded statements as prepared statements, with the role of the gateway. It uses no HTTP and ignores the results. A save has two statements. The first one admits the request; *the save alone* omits it.

Each client is a different user. Requests are counted, but not limited. \`CPU\` is the processor time of the measured server per request, in microseconds. \`behind\` is that of PostgreSQL, and of the Supabase API where it is used. \`memory\` is the maximum memory of the measured server in a slot.

${OPERATIONS.filter(({ name }) => results[name] !== undefined)
    .map(({ name, title }) => `## ${title}\n\n${operationTable(results[name])}`)
    .join('\n\n')}
${mix === undefined ? '' : `\n${mixPart(mix, settings)}\n`}`;
}

function operationTable(byClients) {
    const rows = Object.entries(byClients).flatMap(([clients, byWay]) =>
        Object.keys(WAYS)
            .filter(way => byWay[way] !== undefined)
            .map(way => {
                const { rate, p50, p99, processor, behind, memory } = byWay[way];
                return [
                    WAYS[way],
                    clients,
                    Math.round(rate),
                    p50.toFixed(2),
                    p99.toFixed(2),
                    whole(processor),
                    whole(behind),
                    whole(memory && memory / 1e6)
                ];
            })
    );
    return table(['way', 'clients', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs', 'behind µs', 'memory MB'], rows);
}

function mixPart(mix, settings) {
    return `## Mix

${settings.users.toLocaleString('en')} signed-in users through ${MIX_CLIENTS} clients, each request from a different user: 80 % read a document of 200 to 2,000 bytes, 10 % list documents, 5 % list versions, 5 % save 2 KB with \`If-Match\`.

${table(
    ['way', 'seconds', 'requests/s', 'p50 ms', 'p99 ms', 'errors'],
    Object.entries(mix).map(([way, { rate, p50, p99, errors, perSecond }]) => [
        WAYS[way],
        perSecond.length,
        Math.round(rate),
        p50.toFixed(2),
        p99.toFixed(2),
        errors
    ])
)}`;
}

function whole(number) {
    return number === undefined ? '–' : Math.round(number);
}
