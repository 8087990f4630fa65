// SPDX-License-Identifier: MIT

// A process in which one user does their worst, in one way, until the parent says “stop”. Then it reports how often it
// got each answer.

import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

const { way, url, token } = JSON.parse(process.argv[2]);
const MB = 1_000_000;
const answers = {};
const agent = new Agent({ keepAlive: true, maxSockets: 512 });

process.once('message', () => process.send(answers, () => process.exit(0)));

const note = outcome => (answers[outcome] = (answers[outcome] ?? 0) + 1);

function send(method, path, body, authorization = `Bearer ${token}`) {
    return new Promise(resolve => {
        const headers = { Authorization: authorization };
        if (body !== undefined) {
            headers['Content-Type'] = 'application/json';
            headers['Content-Length'] = Buffer.byteLength(body);
        }
        const sent = request(new URL(path, url), { method, agent, headers });
        sent.once('error', () => (note('dropped'), resolve('')));
        sent.once('response', response => {
            note(response.statusCode);
            const chunks = [];
            response.on('data', chunk => chunks.push(chunk));
            response.once('error', () => resolve(''));
            response.once('end', () => resolve(Buffer.concat(chunks).toString()));
        });
        sent.end(body);
    });
}

/** Repeats a request in this many loops. */
function repeat(loops, work) {
    for (let loop = 0; loop < loops; loop++) {
        void (async () => {
            for (;;) {
                await work(loop);
            }
        })();
    }
}

async function create(bytes) {
    const body = JSON.stringify({ name: 'large.txt', language_id: 'plaintext', content: 'x'.repeat(bytes) });
    return `/api/v1/documents/${JSON.parse(await send('POST', '/api/v1/documents', body)).data.id}`;
}

/** Opens a connection, and never reads from it. */
function open(lines, body = '') {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => note('dropped'));
    socket.pause();
    socket.write(`${[...lines, 'Host: gateway', `Authorization: Bearer ${token}`].join('\r\n')}\r\n\r\n`);
    socket.write(body);
    note('opened');
}

const WAYS = {
    quiet: () => undefined,
    'reads of 2 MB': async () => {
        const path = await create(2 * MB);
        repeat(64, () => send('GET', path));
    },
    'reads of 8 MB': async () => {
        const path = await create(8 * MB);
        repeat(200, () => send('GET', path));
    },
    'reads of 2 MB that are never taken': async () => {
        const path = await create(2 * MB);
        for (let count = 0; count < 450; count++) {
            open([`GET ${path} HTTP/1.1`]);
        }
    },
    lists: async () => {
        for (let count = 0; count < 100; count++) {
            await create(10);
        }
        repeat(64, () => send('GET', '/api/v1/documents?limit=100'));
    },
    'small reads': () => repeat(256, () => send('GET', '/api/v1/me')),
    'saves of 7 MB': async () => {
        const paths = [];
        for (let count = 0; count < 24; count++) {
            paths.push(await create(7 * MB));
        }
        const bodies = ['a', 'b'].map(letter => JSON.stringify({ content: letter.repeat(7 * MB) }));
        let number = 0;
        repeat(24, loop => send('PUT', paths[loop], bodies[number++ % 2]));
    },
    'uploads that stall': () => {
        const body = Buffer.from(`{"name":"a","language_id":"b","content":"${'\\u00e9'.repeat(3.9 * MB)}`);
        for (let count = 0; count < 95; count++) {
            open(
                ['POST /api/v1/documents HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 24000000'],
                body
            );
        }
    },
    'long arrays': () => {
        const body = `{"name":"k","scopes":[${'1,'.repeat(3.9 * MB)}1]}`;
        repeat(5, () => send('POST', '/api/v1/api-keys', body));
    },
    'invented keys': () =>
        repeat(128, () =>
            send('GET', '/api/v1/me', undefined, `Bearer sanyam_00000000_${randomBytes(32).toString('hex')}`)
        )
};

await WAYS[way]();
process.send('ready');
