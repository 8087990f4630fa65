// SPDX-License-Identifier: MIT

import { loadavg } from 'node:os';
import pg from 'pg';
import { DOCUMENTS_OF_A_USER, fill, prose } from './fill.mjs';
import { measureCalls, measureHistory, measureLargeSaves } from './latency.mjs';
import { measureManyDocuments } from './many-documents.mjs';
import { examine } from './plans.mjs';
import { measureProcessorTime, tellsProcessorTime } from './processor.mjs';
import { growthOf, MOST_GROWTH, report } from './report.mjs';
import { addSavers, SAVERS } from './savers.mjs';
import { STATEMENTS } from './statements.mjs';
import { addTestDocuments } from './test-documents.mjs';
import { measureSaves } from './throughput.mjs';

/**
 * Fills a new database and measures it.
 *
 * @param work { url, pgbench, folder, settings, step, fewUsers, cores }: the superuser's address, the path of pgbench
 * or undefined, and a folder for scripts
 * @returns { text, faults }: the report, and a sentence for each broken rule
 */
export async function measure({ url, pgbench, folder, settings, step, fewUsers, cores }) {
    const scales = [];
    let plans;
    for (const users of [fewUsers, Math.max(settings.users, fewUsers)]) {
        plans = await step(`Plans at ${users * DOCUMENTS_OF_A_USER} documents`, async () => {
            await connected(url, client => fill(client, users));
            return connected(url, client => examine(client, users));
        });
        scales.push({ users, documents: users * DOCUMENTS_OF_A_USER, buffers: plans.buffers });
    }
    const text = prose(19_500);
    await step('Adding documents to save', () => connected(url, client => addSavers(client, text)));
    const saves = [];
    for (const clients of pgbench === undefined ? [] : [1, SAVERS]) {
        const rates = await step(`Saves by ${clients} clients`, () =>
            measureSaves({ pgbench, url, folder, text, clients, seconds: settings.seconds, rounds: settings.rounds })
        );
        saves.push({ clients, ...rates });
    }
    const largeSaves = await step('Saves of 1 MB', () =>
        connected(url, client => measureLargeSaves(client, settings.largeSaves))
    );
    const subjects = await connected(url, addTestDocuments);
    const calls = await step('Calls', () => connected(url, client => measureCalls(client, subjects, settings.calls)));
    const processor = tellsProcessorTime
        ? await step('Processor time', () =>
              connected(url, client => measureProcessorTime(client, subjects, settings.turns))
          )
        : undefined;
    const many = tellsProcessorTime
        ? await step('Many documents', () => connected(url, client => measureManyDocuments(client, settings.turns)))
        : undefined;
    const history = await step('A long history', () =>
        connected(url, client => measureHistory(client, settings.versions))
    );
    const compression = await connected(url, compressionOf);
    const server = await connected(
        url,
        async client => (await client.query('show server_version')).rows[0].server_version
    );
    const machine = `Measured on ${new Date().toISOString().slice(0, 10)} on ${process.platform} with ${cores} cores, PostgreSQL ${server}; ${loadavg()[0].toFixed(1)} programs ran or waited for a processor at the end (one or two on a quiet machine)`;
    const figures = {
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
    };
    return { text: report(figures), faults: faultsOf(scales, plans) };
}

function faultsOf([small, large], plans) {
    const grown = STATEMENTS.filter(({ figure }) => figure)
        .map(({ name }) => ({ name, growth: growthOf(name, small, large) }))
        .filter(({ growth }) => growth > MOST_GROWTH)
        .map(({ name, growth }) => `${name}: takes ${growth} % more buffers at the large scale`);
    return [...plans.breaches, ...grown];
}

/** Returns how the text of a version is compressed. */
async function compressionOf(client) {
    const { rows } = await client.query(
        `select a.attcompression as method from pg_attribute a
         where a.attrelid = 'public.document_versions'::regclass and a.attname = 'content'`
    );
    return rows[0].method === 'l' ? 'compressed with lz4' : 'not compressed, since this server has no lz4';
}

async function connected(url, work) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
        return await work(client);
    } finally {
        await client.end();
    }
}
