// SPDX-License-Identifier: MIT

import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createRequire } from 'node:module';
import pg from 'pg';
import { claimsFor } from './statements.mjs';

/**
 * The server to compare the gateway with: bare Hono with a pool of `pg`. It sends the gateway's statements, trusts the
 * user id in the path, and checks nothing. It also has an empty route, and one behind the gateway's authenticator.
 */
const { databaseUrl, poolSize, statements, supabaseUrl, jwtSecret } = JSON.parse(process.env.SANYAM_BENCH);
const require = createRequire(import.meta.url);
const { AccessTokenVerifier } = require('../lib/identity/access-token-verifier.js');
const { Authenticator } = require('../lib/identity/authenticator.js');

// It keeps its connections between its turns, as the gateway does.
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, keepAlive: true, idleTimeoutMillis: 0 });
const authenticator = new Authenticator(new AccessTokenVerifier(supabaseUrl, { kind: 'secret', secret: jwtSecret }));

async function answerOf(call, places) {
    let answer;
    for (const [index, { text, values }] of statements[call].entries()) {
        const { rows } = await pool.query({
            name: `${call} ${index}`,
            text,
            values: values.map(({ place, constant }) => (place === undefined ? constant : places[place]))
        });
        answer = rows[0].answer;
    }
    return answer;
}

const app = new Hono();
app.get('/empty', context => context.body(null, 200));
app.get('/authenticated', async context => {
    await authenticator.authenticate(context.req.header('Authorization'));
    return context.body(null, 200);
});
app.get('/:call/:caller/:document', async context => {
    const { call, caller, document } = context.req.param();
    return context.json({ data: await answerOf(call, { caller, document }) });
});
app.put('/:call/:caller/:document', async context => {
    const { call, caller, document } = context.req.param();
    const { content } = await context.req.json();
    const version = Number(context.req.header('If-Match').slice(1, -1));
    const data = await answerOf(call, { caller, document, content, version, claims: claimsFor(caller) });
    context.header('ETag', `"${data.version}"`);
    return context.json({ data });
});

const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () =>
    process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`)
);
