// SPDX-License-Identifier: MIT

import { parseArgs } from 'node:util';
import pg from 'pg';

/*
 * How much a collaborator slows the owner of a document down:
 *
 *     node supabase/bench/collaborator.mjs --database <url of a superuser> [--seconds 5] [--savers 24]
 *
 * One owner saves 2 KB and 20 KB to documents of their own, one save after another, and then again while a collaborator
 * saves 7 MB to one shared document over many connections. The ratio tells more than the figures: a machine is busy or
 * idle, but it is the same one for both.
 */

const { values } = parseArgs({
    options: {
        database: { type: 'string' },
        seconds: { type: 'string', default: '5' },
        savers: { type: 'string', default: '24' }
    }
});
const SECONDS = Number(values.seconds);
const SAVERS = Number(values.savers);
const LARGE = 7_000_000;

const connect = async () => {
    const client = new pg.Client(values.database);
    await client.connect();
    return client;
};

/** Adds a user with a confirmed address and a tier without limits that this measurement could reach. */
async function addUser(client, name) {
    const { rows } = await client.query(
        `insert into auth.users (id, email, email_confirmed_at, created_at)
         values (gen_random_uuid(), $1 || gen_random_uuid() || '@example.com', now(), now()) returning id, email`,
        [name]
    );
    await client.query(`update public.user_profiles set tier = 'collaborator_bench' where id = $1`, [rows[0].id]);
    return rows[0];
}

async function actAs(client, user) {
    const claims = JSON.stringify({ sub: user.id, role: 'authenticated' });
    await client.query(
        `select set_config('request.jwt.claims', $1, false), set_config('request.jwt.claim.sub', $2, false)`,
        [claims, user.id]
    );
    await client.query('set role authenticated');
}

async function create(client, name) {
    const { rows } = await client.query(`select public.create_document($1, 'plain', 'x') ->> 'id' as id`, [name]);
    return rows[0].id;
}

const save = (client, id, content) =>
    client.query({ name: 'save', text: 'select public.save_document($1, $2)', values: [id, content] });

/** Saves one after another. Returns the saves a second, and the median and the longest in milliseconds. */
async function saveFor(seconds, client, id, size) {
    const times = [];
    const end = performance.now() + seconds * 1000;
    for (let count = 0; performance.now() < end; count++) {
        const start = performance.now();
        await save(client, id, 'x'.repeat(size + (count % 100)));
        times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return { saves: times.length / seconds, median: times[times.length >> 1], longest: times.at(-1) };
}

async function measure(client, documents) {
    const result = {};
    for (const [name, size] of [
        ['2 KB', 2_000],
        ['20 KB', 20_000]
    ]) {
        result[name] = await saveFor(SECONDS, client, documents[name], size);
    }
    return result;
}

const admin = await connect();
await admin.query(
    `insert into public.tier_limits
     select (jsonb_populate_record(l, '{"tier": "collaborator_bench", "max_documents": null, "max_storage_bytes": null,
         "max_versions_per_document": 100, "version_retention_days": null, "max_document_size_bytes": 8388608}')).*
     from public.tier_limits l where l.tier = 'enterprise' on conflict do nothing`
);
const [ada, bob] = [await addUser(admin, 'ada'), await addUser(admin, 'bob')];
const owner = await connect();
await actAs(owner, ada);
const documents = { '2 KB': await create(owner, 'small'), '20 KB': await create(owner, 'larger') };
const shared = await create(owner, 'shared');
await owner.query(`select public.share_document($1, $2, 'edit')`, [shared, bob.email]);

await measure(owner, documents);
const alone = await measure(owner, documents);
const stop = { stopped: false, saves: 0 };
// Random, so that the server cannot compress the text.
const text = Array.from({ length: LARGE / 10 }, () => Math.random().toString(36).slice(2, 12).padEnd(10, 'x')).join('');
const savers = Array.from({ length: SAVERS }, async (_, saver) => {
    const client = await connect();
    await actAs(client, bob);
    for (let count = 0; !stop.stopped; count++) {
        await save(client, shared, text.slice(0, LARGE - 1000 + saver * 20 + (count % 20)));
        stop.saves++;
    }
    await client.end();
});
await new Promise(resolve => setTimeout(resolve, 2000));
const begin = stop.saves;
const attacked = await measure(owner, documents);
const attackers = (stop.saves - begin) / SECONDS / 2;
stop.stopped = true;
await Promise.all(savers);
await owner.end();
await admin.end();
for (const [name, quiet] of Object.entries(alone)) {
    const busy = attacked[name];
    const numbers = ({ saves, median, longest }) =>
        `${saves.toFixed(1)} saves a second, median ${median.toFixed(1)} ms, longest ${longest.toFixed(0)} ms`;
    process.stdout.write(
        `${name}: alone ${numbers(quiet)}; attacked ${numbers(busy)}; ratio of the saves ${(busy.saves / quiet.saves).toFixed(3)}\n`
    );
}
process.stdout.write(`the collaborator: ${attackers.toFixed(1)} saves of 7 MB a second\n`);
