// SPDX-License-Identifier: MIT

import { BEFORE } from './before.mjs';
import { STATEMENTS } from './statements.mjs';
import { table } from './table.mjs';

/** How much more buffers a statement may take at the larger scale, in percent. */
export const MOST_GROWTH = 20;

/** The figures as a page of Markdown. */
export function report({
    machine,
    scales,
    plans,
    saves,
    largeSaves,
    calls,
    processor,
    history,
    compression,
    settings
}) {
    const [small, large] = scales;
    return `# Figures of the database

${machine}. Durability is on: a save is on the disk when it is confirmed. Measure your own:

\`\`\`sh
npm run bench:database
\`\`\`

It starts a cloud of its own in a temporary folder, fills in ${large.users.toLocaleString('en')} users with ${large.documents.toLocaleString('en')} documents, a history and shares, and fails when a plan breaks a rule. Every tenth document has 20 KB, the others 0.2 to 2 KB.

## Plans

Each statement that the store sends runs as a user; auto_explain shows the plans of all that runs inside, triggers and foreign keys included. ${plans.breaches.length === 0 ? 'No plan reads a large table from end to end.' : `These read a large table from end to end: ${plans.breaches.join('; ')}.`}

A buffer is a page of 8 KB that is looked at. The number is that of the middle one of 15 users, at ${small.documents.toLocaleString('en')} documents and at ${large.documents.toLocaleString('en')}. It must not grow by more than ${MOST_GROWTH} %. A B-tree of a hundred times as many rows is one page deeper, and each search begins at its root; what is found by its id alone, and whether somebody may see it, is found through hash indexes, which look at one page however many rows there are.

${table(
    ['statement', documentsOf(small), documentsOf(large), 'growth'],
    STATEMENTS.filter(({ figure }) => figure).map(({ name }) => [
        name,
        small.buffers[name],
        large.buffers[name],
        `${growthOf(name, small, large)} %`
    ])
)}

What a save is made of, with the time of each statement while auto_explain watches, which adds to it:

${table(
    ['statement inside a save', 'buffers', 'ms'],
    plans.inside['save, own']
        .slice(0, -1)
        .map(({ text, buffers, milliseconds }) => [
            `\`${text.slice(0, 90).replaceAll('|', '\\|')}\``,
            buffers,
            milliseconds.toFixed(3)
        ])
)}

## Saves

${
    saves.length === 0
        ? 'pgbench was not there, so saves a second were not measured.'
        : `Saves a second of 20 KB, each one transaction: the median of ${settings.rounds} rounds of ${settings.seconds} s by turns. "API" is \`save_document\` with the lock, the limits, the counters, the policies, the history and the answer; "bare" is an update and an insert of the same text in clones of the two tables, with the same indexes and the same foreign key and no rule; "twice" is bare with the text in both tables; "nothing" sends the text and stores none of it.

${table(
    ['clients', 'API', 'bare', 'twice', 'nothing', 'API : bare', 'bare : twice'],
    saves.map(({ clients, api, bare, twice, nothing }) => [
        clients,
        Math.round(api),
        Math.round(bare),
        Math.round(twice),
        Math.round(nothing),
        (api / bare).toFixed(2),
        (bare / twice).toFixed(2)
    ])
)}`
}

A save of 1 MB takes ${largeSaves.api.toFixed(1)} ms by the API, ${largeSaves.bare.toFixed(1)} ms bare, and ${largeSaves.twice.toFixed(1)} ms with the text in both tables (medians).

${settings.versions.toLocaleString('en')} versions of 100 KB take ${(history / 1e6).toFixed(0)} MB on disk, ${(history / settings.versions / 1000).toFixed(0)} KB each, indexes included. The text is ${compression}.

## Where the time goes

A call spends most of its time on starting small things, not on their work. Each function or operator in an expression costs some 2,000 instructions a transaction: PostgreSQL checks its rights and prepares the expression anew. Each statement inside a function costs five to ten microseconds more. So the functions have few and short expressions, and the ones that many others call are inlined.

A list spends half of its time on writing JSON, and a seventh on writing times. It takes no longer than one statement that gives the same answer.

A save spends a fifth on the disk, a tenth on the text, and the rest on the policies, the owner's counters, the CHECK constraints, which PostgreSQL parses at each statement, and the answer. With durability on, one client mostly waits for the disk. Many clients share one write to the disk, and then the processor decides.

## Calls

Medians in milliseconds of calls on one connection: from the client, with its round trip, and inside the server.

${table(
    ['call', 'client', 'server'],
    calls.map(({ name, client, server }) => [name, client.toFixed(2), server.toFixed(3)])
)}

${processorTime(processor, settings)}
`;
}

function processorTime(processor, { turns }) {
    if (processor === undefined) {
        return 'Processor time was left out: this system does not tell how long a process had a processor. Linux does.';
    }
    return `## Processor time

Microseconds for which one call keeps a processor busy in the server's process, its claims, transaction and answer included: the median of ${turns} turns. The claims alone take ${Math.round(processor.claims)}. "API" is the function of the API. "Policies" is a PL/pgSQL function that gives the same answer in one statement, under the policies of the API's functions, but checks nothing itself. "No policies" is the same as the tables' owner, and "statement" is that statement alone. A save without policies goes to clones of the tables, which have no triggers.

${table(
    ['call', 'API', 'policies', 'no policies', 'statement', 'API : policies'],
    processor.calls.map(({ name, microseconds: { api, policies, free, bare } }) => [
        name,
        ...[api, policies, free, bare].map(Math.round),
        (api / policies).toFixed(2)
    ])
)}

On ${BEFORE.date}, the functions of commit ${BEFORE.commit} and those of that day took turns on one machine, which did other work too. Microseconds for one call:

${table(
    ['call', 'before', 'after', 'after : before'],
    BEFORE.calls.map(({ name, before, after }) => [name, before, after, (after / before).toFixed(2)])
)}`;
}

const documentsOf = scale => `${scale.documents.toLocaleString('en')} documents`;

/** What a statement grows from one scale to the other, in percent. */
export function growthOf(name, small, large) {
    return Math.round((large.buffers[name] / small.buffers[name] - 1) * 100);
}
