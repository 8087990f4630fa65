// SPDX-License-Identifier: MIT

import { userId } from './fill.mjs';
import { claimsOf, STATEMENTS, statementFor } from './statements.mjs';

/** Tables that grow with the number of users. The others have a few rows. */
const LARGE = [
    'api_keys',
    'audit_log',
    'document_shares',
    'document_versions',
    'documents',
    'idempotency_records',
    'ownership_offers',
    'share_recipients',
    'user_profiles',
    'users'
];

/** The number of callers per statement. Their median counts. */
const CALLERS = 15;

/** PostgreSQL plans a prepared statement five times for its values, and then may choose a generic plan. */
const WARMING = 7;

/**
 * Runs each statement as a user, in a transaction that is rolled back. Checks the plans of the statement and of all
 * statements inside it: of functions, triggers and foreign keys.
 *
 * @param client a connection as the superuser, who may load auto_explain
 * @returns { buffers, breaches, inside }: buffers by statement, a sentence for each broken rule, and the statements inside
 */
export async function examine(client, users) {
    let plans = [];
    const listen = notice => {
        const json = /plan:\n([\s\S]*)$/.exec(notice.message)?.[1];
        if (json !== undefined) {
            plans.push(JSON.parse(json));
        }
    };
    await client.query(`
        load 'auto_explain';
        set auto_explain.log_nested_statements = on;
        set auto_explain.log_triggers = on;
        set auto_explain.log_analyze = on;
        set auto_explain.log_buffers = on;
        set auto_explain.log_format = json;
        set client_min_messages = log;`);
    const callers = await findCallers(client, users);
    const breaches = new Set();
    const buffers = {};
    const inside = {};
    client.on('notice', listen);
    for (const { name, sql } of STATEMENTS) {
        const counts = [];
        for (const [index, caller] of callers.entries()) {
            const statement = statementFor(sql, caller);
            for (let run = index === 0 ? WARMING : 1; run >= 0; run--) {
                await client.query('begin');
                await client.query(claimsOf(caller.user));
                await client.query(`set local auto_explain.log_min_duration = ${run === 0 ? 0 : -1}`);
                await client.query('set local role authenticated');
                plans = [];
                await client.query(statement);
                await client.query('rollback');
            }
            counts.push(buffersOf(plans.at(-1).Plan));
            for (const breach of plans.flatMap(plan => scansOf(plan.Plan))) {
                breaches.add(`${name}: ${breach}`);
            }
        }
        buffers[name] = median(counts);
        inside[name] = plans.map(plan => ({
            text: plan['Query Text'].replace(/\s+/g, ' '),
            buffers: buffersOf(plan.Plan),
            milliseconds: plan.Plan['Actual Total Time']
        }));
    }
    client.off('notice', listen);
    await client.query('set auto_explain.log_min_duration = -1');
    return { buffers, breaches: [...breaches], inside };
}

/** Returns users from the whole range, each with a document that is shared with them for editing. */
async function findCallers(client, users) {
    const { rows } = await client.query(
        `select distinct on (n.user) n.user, r.document_id as shared
         from (select generate_series(1, $1::int, greatest($1::int / $2::int, 1)) as user) n
         join sanyam_private.share_recipients r on r.recipient_id = ${userId('n.user')}
         join public.documents d on d.id = r.document_id
         where r.permission = 'edit' and d.deleted_at is null
         order by n.user
         limit $2`,
        [users, CALLERS]
    );
    if (rows.length < CALLERS) {
        throw new Error(`Only ${rows.length} of the users have a document that is shared for editing. Add more users.`);
    }
    return rows;
}

function buffersOf(node) {
    return node['Shared Hit Blocks'] + node['Shared Read Blocks'];
}

/** Returns a sentence for each sequential scan of a large table in a plan. */
function scansOf(node) {
    const own =
        node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name']) && node['Actual Loops'] > 0
            ? [`reads all of ${node['Relation Name']}`]
            : [];
    return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}

export function median(numbers) {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}
