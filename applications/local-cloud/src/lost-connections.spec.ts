// SPDX-License-Identifier: MIT

import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { ReadyLine } from './ready-line.js';
import { CloudProcess } from './test/cloud-process.js';

/** More requests at once than Supabase Lite has connections, which is 10. */
const REQUESTS = 30;

const backendsSchema = z.array(z.object({ pid: z.number() }));

describe('a local cloud that loses its connections to PostgreSQL', () => {
    let cloud: CloudProcess;
    let ready: ReadyLine;
    let user: SupabaseClient;
    let owner: pg.Client;
    /** Looks on from outside of the owner's transactions, in which PostgreSQL shows the same activity again and again. */
    let observer: pg.Client;

    before(async () => {
        cloud = new CloudProcess(['--ephemeral', '--no-gateway']);
        ready = await cloud.ready();
        user = createClient(ready.supabaseUrl, ready.anonKey, {
            auth: { persistSession: false, autoRefreshToken: false }
        });
        const { error } = await user.auth.signUp({ email: 'a@example.com', password: 'correct horse' });
        expect(error).to.equal(null);
        await reconnect();
    });
    after(async () => {
        await Promise.all([owner.end(), observer.end()]);
        expect(await cloud.stop(), cloud.said).to.equal(0);
    });

    async function connect(): Promise<pg.Client> {
        const client = new pg.Client({ connectionString: ready.databaseUrl });
        client.on('error', () => undefined);
        await client.connect();
        return client;
    }

    /** Sends requests, and returns their statuses without repetition. */
    async function statuses(): Promise<number[]> {
        const answers = Array.from({ length: REQUESTS }, async () => (await user.rpc('list_documents')).status);
        return [...new Set(await Promise.all(answers))];
    }

    /** Returns the processes of PostgreSQL that serve Supabase Lite. */
    async function backends(condition = 'true'): Promise<number[]> {
        const { rows } = await observer.query(
            `select pid from pg_stat_activity where application_name = 'postgres.js' and ${condition}`
        );
        return backendsSchema.parse(rows).map(({ pid }) => pid);
    }

    function signal(pids: readonly number[], name: NodeJS.Signals): void {
        for (const pid of pids) {
            process.kill(pid, name);
        }
    }

    /** Runs some work while requests of Supabase Lite are in the middle of a transaction, and ends their wait. */
    async function duringRequests(work: (waiting: number[]) => Promise<void> | void): Promise<number[]> {
        await owner.query('begin');
        await owner.query('lock table public.documents in access exclusive mode');
        const answers = statuses();
        let waiting: number[] = [];
        while (waiting.length < 5) {
            waiting = await backends('pid in (select pid from pg_locks where not granted)');
        }
        await work(waiting);
        await owner.query('rollback').catch(() => undefined);
        return answers;
    }

    /** Connects as soon as PostgreSQL accepts connections. */
    async function reconnect(): Promise<void> {
        for (;;) {
            try {
                [owner, observer] = await Promise.all([connect(), connect()]);
                return;
            } catch {
                await delay(20);
            }
        }
    }

    it('answers every request after PostgreSQL ended idle connections', async () => {
        expect(await statuses()).to.deep.equal([200]);
        signal(await backends(), 'SIGTERM');
        while ((await backends()).length > 0) {
            await delay(10);
        }
        expect(await statuses()).to.deep.equal([200]);
    });

    for (const round of [1, 2, 3]) {
        it(`answers every request after PostgreSQL ended connections during transactions, time ${round}`, async () => {
            const failed = await duringRequests(waiting => signal(waiting, 'SIGTERM'));
            expect(failed).to.include(500);
            expect(await statuses()).to.deep.equal([200]);
        });
    }

    it('answers every request after PostgreSQL canceled statements', async () => {
        await duringRequests(waiting => signal(waiting, 'SIGINT'));
        expect(await statuses()).to.deep.equal([200]);
    });

    it('answers every request after one process of PostgreSQL was killed, and all others restarted', async () => {
        await duringRequests(async ([first = 0]) => {
            signal([first], 'SIGKILL');
            await reconnect();
        });
        expect(await statuses()).to.deep.equal([200]);
        expect(cloud.said).not.to.contain('stopping');
    });

    it('answers every request after other programs took all connections', async () => {
        signal(await backends(), 'SIGTERM');
        const taken: pg.Client[] = [];
        for (let isFull = false; !isFull;) {
            await connect().then(
                client => taken.push(client),
                () => (isFull = true)
            );
        }
        await statuses();
        await Promise.all(taken.map(client => client.end()));
        expect(await statuses()).to.deep.equal([200]);
    });
});
