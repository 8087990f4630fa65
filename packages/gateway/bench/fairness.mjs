// SPDX-License-Identifier: MIT

// Measures whether one user can make the gateway slow for another. `npm run bench:fairness` prints a table: for each way
// of misuse, the latency of another user, relative to a quiet gateway, and the memory of the gateway.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endAll, endOnSignal } from '../../../scripts/programs/child-process.mjs';
import { memoryOf, resetPeak } from './processes.mjs';
import { startGateway } from './servers.mjs';

const require = createRequire(import.meta.url);
const { launchCloud } = require('@sanyam/local-cloud');
const { signUp } = require('@sanyam/test-kit/sign-up');
const { giveOwnTier } = require('@sanyam/test-kit/tiers');

const MISUSE = fileURLToPath(new URL('misuse.mjs', import.meta.url));

const WAYS = [
    'quiet',
    'reads of 2 MB',
    'reads of 8 MB',
    'reads of 2 MB that are never taken',
    'lists',
    'small reads',
    'saves of 7 MB',
    'uploads that stall',
    'long arrays',
    'invented keys'
];

/** Milliseconds that a way runs: to take effect, and to be measured. */
const WARMING = 1500;
const MEASURED = Number(process.env.SANYAM_FAIRNESS_MS ?? 5000);

/** Milliseconds between two requests of the other user. */
const PAUSE = 10;

const MB = 1024 * 1024;

endOnSignal();
try {
    await measure();
} finally {
    await endAll();
}

async function measure() {
    const folder = mkdtempSync(path.join(tmpdir(), 'sanyam-fairness-'));
    const cloud = await launchCloud({ gateway: false });
    try {
        const { ready } = cloud;
        const environment = {
            PORT: '0',
            SANYAM_JOBS: 'off',
            SUPABASE_URL: ready.supabaseUrl,
            SUPABASE_ANON_KEY: ready.anonKey,
            SUPABASE_SERVICE_ROLE_KEY: ready.serviceRoleKey,
            SUPABASE_JWT_SECRET: ready.jwtSecret,
            DATABASE_URL: ready.gatewayDatabaseUrl
        };
        process.stdout.write('| way | p50 ms | times quiet | p99 ms | failed | memory MB | answers to the misuse |\n');
        process.stdout.write('| --- | --- | --- | --- | --- | --- | --- |\n');
        let quiet;
        const only = process.argv.slice(2);
        for (const way of WAYS.filter(each => each === 'quiet' || only.length === 0 || only.includes(each))) {
            // A gateway of its own, so that no way inherits the memory of another.
            const gateway = await startGateway(environment, folder);
            const [other, misuser] = await Promise.all([newUser(ready, gateway.url), newUser(ready, gateway.url)]);
            // So that the other user has warm connections, as everyone has on a gateway that runs for a while.
            await use(gateway.url, other, WARMING);
            const misuse = fork(MISUSE, [JSON.stringify({ way, url: gateway.url, token: misuser.token })]);
            // It says when its documents exist.
            await once(misuse, 'message');
            await delay(WARMING);
            resetPeak(gateway.pid);
            const { latencies, failed } = await use(gateway.url, other, MEASURED);
            const memory = Math.round(memoryOf(gateway.pid).peak / MB);
            const answers = await stop(misuse);
            gateway.child.kill();
            const p50 = at(latencies, 0.5);
            quiet ??= p50;
            const row = [way, p50.toFixed(1), (p50 / quiet).toFixed(1), at(latencies, 0.99).toFixed(1), failed, memory];
            process.stdout.write(`| ${[...row, JSON.stringify(answers)].join(' | ')} |\n`);
        }
    } finally {
        await cloud.stop();
        rmSync(folder, { recursive: true });
    }
}

async function newUser(ready, url) {
    const user = await signUp(ready);
    await giveOwnTier(ready, user.id, { api_rate_limit_per_hour: null }, 'enterprise');
    const answer = await fetch(`${url}/api/v1/documents`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${user.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'a.md', language_id: 'markdown', content: 'text' })
    });
    return { token: user.token, documentId: (await answer.json()).data.id };
}

/** Reads and saves a small document, one request at a time. */
async function use(url, { token, documentId }, milliseconds) {
    const latencies = [];
    let failed = 0;
    const end = performance.now() + milliseconds;
    for (let number = 0; performance.now() < end; number++) {
        const save = {
            method: 'PUT',
            body: JSON.stringify({ content: `text ${number}` }),
            headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
        };
        const read = { headers: { Authorization: `Bearer ${token}` } };
        const start = performance.now();
        const answer = await fetch(`${url}/api/v1/documents/${documentId}`, number % 2 === 0 ? read : save).catch(
            () => undefined
        );
        await answer?.text();
        latencies.push(performance.now() - start);
        failed += answer?.status === 200 ? 0 : 1;
        await delay(PAUSE);
    }
    return { latencies, failed };
}

function stop(child) {
    return new Promise(resolve => {
        child.once('message', resolve);
        child.once('exit', () => resolve('ended early'));
        child.send('stop');
    });
}

function at(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];
}
