// SPDX-License-Identifier: MIT

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runPgbench as run } from '../../../supabase/bench/pgbench.mjs';
import { quantilesOf } from './load.mjs';
import { heldIdIn, userIdIn } from './test-data.mjs';

/** Seconds that do not count, as in the other ways. pgbench takes whole seconds, and cannot leave out the first. */
const WARMING = 0.25;

/**
 * Runs the gateway's statements with pgbench and the gateway's role. pgbench neither parses answers nor uses HTTP. Like
 * the gateway, it prepares the statements.
 *
 * @param work { way, operation, clients, seconds, world }
 * @returns the rate and quantiles, as `runSlot`; processor time and memory are undefined
 */
export async function runPgbench({ way, operation, clients, seconds, world }) {
    const folder = mkdtempSync(path.join(world.folder, 'pgbench-'));
    const script = path.join(folder, 'script.sql');
    writeFileSync(script, scriptOf(way, operation, world.statements[operation.call]));
    await run(
        world.pgbench,
        world.cloud.gatewayDatabaseUrl,
        [
            ...['--no-vacuum', '--protocol=prepared', `--client=${clients}`, '--jobs=1', '--define=started=0'],
            ...[`--time=${Math.ceil(seconds + WARMING)}`, '--log', `--log-prefix=${path.join(folder, 'log')}`],
            `--file=${script}`
        ],
        { seconds }
    );
    const transactions = readdirSync(folder)
        .filter(name => name.startsWith('log'))
        .flatMap(name => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'))
        .map(transactionOf);
    rmSync(folder, { recursive: true });
    const ends = transactions.map(({ end }) => end);
    // The connections are open when the first transaction ends.
    const from = Math.min(...ends) + WARMING * 1000;
    const until = Math.min(from + seconds * 1000, Math.max(...ends));
    const counted = transactions.filter(({ end, number }) => number > 1 && end > from && end <= until);
    if (counted.length < clients) {
        return runPgbench({ way, operation, clients, seconds: seconds * 2, world });
    }
    return {
        ...quantilesOf(counted.map(({ milliseconds }) => milliseconds)),
        rate: counted.length / ((until - from) / 1000),
        processor: undefined,
        behind: undefined,
        memory: undefined
    };
}

/** Parses a log line: client, number, microseconds, script, and end time. */
function transactionOf(line) {
    const [, number, microseconds, , epoch, rest] = line.split(' ').map(Number);
    return { number, milliseconds: microseconds / 1000, end: epoch * 1000 + rest / 1000 };
}

function scriptOf(way, { kind, call }, statements) {
    const sent = statements.map(statement => textOf(statement));
    const last = sent.at(-1);
    const beginning = kind === undefined ? '' : `, ${heldIdIn('x.client', kind)} as document`;
    const steps = [
        '\\if :started = 0',
        '\\set started 1',
        '\\set client :client_id + 1',
        `select x.caller, json_build_object('sub', x.caller, 'role', 'authenticated')::text as claims${beginning}
         from (select ${userIdIn('x.client')} as caller, x.client from (select :client::int as client) x) x \\gset`,
        ...(call === 'save'
            ? [
                  `select x.answer ->> 'version' as version, x.answer ->> 'content' as text
                   from (
                       select public.read_document(:document::uuid) as answer
                       from sanyam_gateway.act_as(:claims::json)
                   ) x \\gset`
              ]
            : []),
        '\\endif'
    ];
    if (call !== 'save') {
        return `${[...steps.map(oneLine), ...sent.map(text => `${oneLine(text)};`)].join('\n')}\n`;
    }
    const save = `select x.answer ->> 'version' as version from (${last}) x \\gset`;
    const before = way === 'pgbench-save' ? [] : sent.slice(0, -1).map(text => `${text};`);
    return `${[...steps, '\\set extra random(1, 1000)', ...before, save].map(oneLine).join('\n')}\n`;
}

const PLACES = {
    caller: ':caller',
    document: ':document',
    claims: ':claims',
    version: ':version',
    // The size changes each time, so that the counters change.
    content: 'left(:text, -:extra::int)'
};

/** Returns a statement with variables of pgbench instead of parameters. */
function textOf({ text, values }) {
    return text.replace(/\$(\d+)/g, (_, position) => {
        const { place, constant } = values[Number(position) - 1];
        if (place !== undefined) {
            return PLACES[place];
        }
        return typeof constant === 'number' ? String(constant) : `'${constant}'`;
    });
}

function oneLine(text) {
    return text.replace(/\s+/g, ' ').trim();
}
