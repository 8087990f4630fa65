// SPDX-License-Identifier: MIT

import { BEFORE } from './before.mjs';
import { STATEMENTS } from './statements.mjs';
import { table } from './table.mjs';

/** The most that the buffers of a statement may grow from one scale to the other, in percent. */
export const MOST_GROWTH = 20;

/** Returns the figures as a page of Markdown. */
export function report({
    machine,
    scales,
    plans,
    saves,
    largeSaves,
    calls,
    processor,
    many,
    history,
    compression,
    settings
}) {
    const [small, large] = scales;
    return `# Figures of the database

${machine}. Durability is on: a save is on disk before the answer. To measure on your machine:

\`\`\`sh
npm run bench:database
\`\`\`

It starts a cloud of its own in a temporary folder, fills in ${large.users.toLocaleString('en')} users with ${large.documents.toLocaleString('en')} documents, a history and shares, and fails if a plan breaks a rule. Every tenth document has 20 KB, the others 0.2 to 2 KB.

## Plans

Each statement that the store sends runs as a user. auto_explain shows its plan, and those of the statements inside it: of functions, triggers and foreign keys. ${plans.breaches.length === 0 ? 'No plan reads a whole large table.' : `These plans read a whole large table: ${plans.breaches.join('; ')}.`}

A buffer is a page of 8 KB that PostgreSQL reads. The number is the median of 15 users, at ${small.documents.toLocaleString('en')} documents and at ${large.documents.toLocaleString('en')}. The limit is a growth of ${MOST_GROWTH} %. A B-tree with a hundred times as many rows is one page deeper, and each search begins at its root. A search by id, and the check of a share, use hash indexes. They read one page, whatever the number of rows.

${table(
    ['statement', documentsOf(small), documentsOf(large), 'growth'],
    STATEMENTS.filter(({ figure }) => figure).map(({ name }) => [
        name,
        small.buffers[name],
        large.buffers[name],
        `${growthOf(name, small, large)} %`
    ])
)}

The statements inside a save. auto_explain makes them slower:

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
        ? 'pgbench is not installed, so saves per second were not measured.'
        : `Saves of 20 KB per second, each in its own transaction. The ways alternate. The figures are medians of ${settings.rounds} rounds of ${settings.seconds} s. "API" is \`save_document\` with the lock, the limits, the counters, the policies, the history and the answer; "bare" is an update and an insert of the same text in clones of the two tables, with the same indexes and foreign key, without rules; "twice" is bare with the text in both tables; "nothing" sends the text and stores nothing.

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

A call spends most of its time on preparing small steps. In each transaction, each function or operator in an expression costs about 2,000 instructions: PostgreSQL checks rights and prepares the expression again. Each statement inside a function costs another five to ten microseconds. So the functions have few and short expressions, and frequent helpers are inlined.

A list spends half of its time on JSON, and a seventh on formatting times. It takes as long as one statement with the same answer.

A save spends a fifth on the disk, a tenth on the text, and the rest on the policies, the owner's counters, the CHECK constraints, which PostgreSQL parses at each statement, and the answer. With durability on, one client mostly waits for the disk. Many clients share one write to the disk, so the processor is the limit.

## Calls

Medians in milliseconds of calls on one connection: at the client, with the round trip, and inside the server.

${table(
    ['call', 'client', 'server'],
    calls.map(({ name, client, server }) => [name, client.toFixed(2), server.toFixed(3)])
)}

${processorTime(processor, settings)}

${manyDocuments(many, settings)}
`;
}

function processorTime(processor, { turns }) {
    if (processor === undefined) {
        return 'Processor time was not measured, because this system does not report the processor time of a process. Linux does.';
    }
    return `## Processor time

Microseconds of processor time of one call in the server's process, with claims, transaction and answer: the median of ${turns} turns. The claims alone take ${Math.round(processor.claims)}. "API" is the function of the API. "Policies" is a PL/pgSQL function that gives the same answer in one statement, with the policies of the API's functions, and without other checks. "No policies" is the same function with the tables' owner. "Statement" is that statement alone. A save without policies writes to clones of the tables, which have no triggers.

${table(
    ['call', 'API', 'policies', 'no policies', 'statement', 'API : policies'],
    processor.calls.map(({ name, microseconds: { api, policies, free, bare } }) => [
        name,
        ...[api, policies, free, bare].map(Math.round),
        (api / policies).toFixed(2)
    ])
)}

On ${BEFORE.date}, the functions of commit ${BEFORE.commit} and those of that day alternated on one machine, which did other work too. Microseconds for one call:

${table(
    ['call', 'before', 'after', 'after : before'],
    BEFORE.calls.map(({ name, before, after }) => [name, before, after, (after / before).toFixed(2)])
)}`;
}

function manyDocuments(many, { turns }) {
    if (many === undefined) {
        return '';
    }
    const lists = rows =>
        rows.map(({ count, ...figures }) => [count.toLocaleString('en'), ...Object.values(figures).map(Math.round)]);
    const writes = rows =>
        rows.map(({ count, microseconds, bytes }) => [
            count.toLocaleString('en'),
            Math.round(microseconds).toLocaleString('en'),
            Math.round(bytes).toLocaleString('en')
        ]);
    return `## Many documents

Microseconds of processor time: the first page of 20, own and shared, without a filter and by a part of the name; the median of ${turns} calls. A page reads its own rows. The number of received shares is counted in an index, and a user has at most 10,000. A part of a name is compared with every name.

${table(['received documents', 'list', 'list, by name'], lists(many.received))}

${table(['own documents', 'list', 'list, by name', 'top, with 200 folders', 'one folder'], lists(many.own))}

The pages by path are the first 20 documents of a folder and the names of the folders in it, which take one step each.

An autosave moves the document in the list of each recipient. Microseconds of processor time, and bytes of the write-ahead log:

${table(['recipients', 'autosave of 2 KB', 'bytes of log'], writes(many.saves))}

A move of a folder adds a version of each document, here of 2 KB:

${table(['documents in the folder', 'move', 'bytes of log'], writes(many.moves))}`;
}

const documentsOf = scale => `${scale.documents.toLocaleString('en')} documents`;

/** Returns the growth of a statement's buffers from one scale to the other, in percent. */
export function growthOf(name, small, large) {
    return Math.round((large.buffers[name] / small.buffers[name] - 1) * 100);
}
