// SPDX-License-Identifier: MIT

import { table } from '../../../supabase/bench/table.mjs';
import { compareWithAims } from './aims.mjs';
import { MIX_CLIENTS } from './mix.mjs';
import { OPERATIONS } from './operations.mjs';
import { WAYS } from './ways.mjs';

/** The figures as a page of Markdown. */
export function report({ machine, calibration, settings, poolSize, results, mix }) {
    const [before, after] = calibration;
    return `# Figures of the gateway

${machine}. Durability is on: a save is on the disk when it is answered. Measure your own:

\`\`\`sh
npm run bench:gateway
\`\`\`

To tell figures of different days apart, and to know the least that a call can take here (medians of 25, before and after):

${table(
    ['', 'ms before', 'ms after'],
    [
        ['the SHA-256 of 4 MB', 'processor'],
        ['to have 8 KB on the disk', 'disk'],
        ['`select 1` from Node.js', 'statement'],
        ['a statement that is given 1 MB and does nothing with it', 'parameter']
    ].map(([what, key]) => [what, before[key].toFixed(2), after[key].toFixed(2)])
)}

## Aims

${table(
    ['figure', 'aim', 'measured', 'met'],
    compareWithAims(results, mix).map(({ figure, aim, measured, met }) => [
        figure,
        aim ?? '–',
        measured,
        met === undefined ? '–' : met ? 'yes' : 'no'
    ])
)}

The aims with a ratio “gateway /” say at least, and those of p50, p99, processor time, errors and memory at most. The processor time of a token that was seen before is that of a bare route behind the gateway’s authenticator, less that of the same route without.

## How it is measured

Everything runs on one machine and shares its processors: PostgreSQL, the server that is measured, and the program that makes the requests, which keeps one connection for each client and sends the next request when the answer is there. At more than one client, most figures therefore say how much work a request is for all of them together. The ways take turns in slots of ${settings.seconds} s after a quarter of a second that does not count; ${settings.rounds === 1 ? 'there was one round.' : `of ${settings.rounds} rounds the median counts.`} An answer that is not as expected ends the run.

- *raw* is bare Hono with a pool of \`pg\`. It sends the very statements that the gateway sends, recorded from the gateway when the run begins, and checks nothing. It has ${poolSize} connections, as the gateway has.
- *gateway* has connections of its own; *gateway over PostgREST* has not.
- *supabase-js, no gateway* calls the database’s functions through the Supabase API of the local cloud. That is Supabase Lite, one process of Node.js; hosted Supabase has PostgREST, which is another program. It counts no requests.
- *pgbench* sends the recorded statements as the gateway’s login, and prepares them, as the gateway does. It neither speaks HTTP nor looks at an answer. A save is two statements, of which the first admits the request; *the save alone* leaves that out.

Each client is a user of their own. Nobody’s requests are limited, and all are counted. \`CPU\` is the processor time of the process that answers, in microseconds a request; \`behind\` that of what it asks: PostgreSQL and, over PostgREST, the Supabase API. \`memory\` is the most that the process which answers held in a slot.

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

${settings.users.toLocaleString('en')} signed-in users through ${MIX_CLIENTS} clients, each request another user’s: 80 % read one of their documents of 200 to 2,000 bytes, 10 % list, 5 % look at a history, 5 % save 2 KB with \`If-Match\`.

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
