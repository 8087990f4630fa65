// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud } from '@sanyam/local-cloud';
import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { JobDatabase } from '../database/job-database';
import type { Job } from '../jobs/job';
import { JobRunner } from '../jobs/job-runner';
import { PurgeExpired } from '../jobs/purge-expired';
import { createLog } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { GatewayUser, send } from './gateway-user';
import { environmentOf, startTestGateway, type TestGateway } from './test-gateway';
import { until } from './until';

const MAIN = join(__dirname, '..', 'main.js');
const silent = createLog();
silent.level = 'silent';

describe('The jobs of gateways', () => {
    let cloud: LaunchedCloud;
    let gateway: TestGateway;
    let ada: GatewayUser;
    let database: pg.Client;
    let days = 0;
    /** Ends what a test still waits for when it is over. */
    let end: AbortController;

    before(async () => {
        cloud = await launchCloud({ gateway: false });
        gateway = await startTestGateway(cloud.ready);
        ada = await GatewayUser.signUp(cloud.ready, gateway.url);
        await ada.setTier('enterprise');
        database = new pg.Client({ connectionString: cloud.ready.databaseUrl });
        await database.connect();
    });
    after(async () => {
        await database.end();
        await gateway.stop();
        await cloud.stop();
    });
    beforeEach(() => {
        end = new AbortController();
    });
    afterEach(() => end.abort(new Error('The test is over.')));
    beforeEach('a year later, there is something to delete', async () => {
        await pass(365);
        expect(await attempt()).to.be.oneOf(['finished', 'skipped']);
        for (let count = 0; count < 5; count++) {
            await ada.send('DELETE', `/api/v1/documents/${await ada.create()}`);
        }
        await pass(365);
        expect(await trashed()).to.equal(5);
    });

    /** Lets time pass in the database, and on no other clock. */
    async function pass(more: number): Promise<void> {
        days += more;
        await database.query(
            `create or replace function sanyam_private.clock() returns timestamptz
             language plpgsql volatile set search_path = '' as
             $$ begin return clock_timestamp() + interval '${days} days'; end; $$`
        );
    }

    async function trashed(): Promise<number> {
        const { rows } = await database.query<{ count: number }>(
            'select count(*)::integer from public.documents d where d.deleted_at is not null'
        );
        return rows[0]?.count ?? -1;
    }

    /** What a gateway has, that deletes documents one at a time. */
    function makeRunner(change: (job: Job) => Job = job => job): { runner: JobRunner; metrics: Metrics } {
        const metrics = new Metrics();
        const jobs = JobDatabase.overPostgrest(cloud.ready.supabaseUrl, cloud.ready.serviceRoleKey);
        return { runner: new JobRunner(change(new PurgeExpired(jobs, metrics, 1)), jobs, silent, metrics), metrics };
    }
    const attempt = () => makeRunner().runner.attempt();

    /** A job that is stopped in its first part, and goes on when it is told to. */
    function hesitating(): { change: (job: Job) => Job; begun: Promise<void>; goOn: () => void } {
        const begun = Promise.withResolvers<void>();
        const told = Promise.withResolvers<void>();
        const change = (job: Job): Job => ({
            name: job.name,
            doPart: async () => {
                begun.resolve();
                await told.promise;
                return job.doPart();
            }
        });
        return { change, begun: begun.promise, goOn: told.resolve };
    }

    it('are done by one of ten, whole, and by none on the same day again', async () => {
        const runners = Array.from({ length: 10 }, () => makeRunner());
        const outcomes = await Promise.all(runners.map(({ runner }) => runner.attempt()));
        expect(outcomes.sort()).to.deep.equal(['finished', ...Array.from({ length: 9 }, () => 'skipped')]);
        expect(await trashed()).to.equal(0);
        expect(await attempt()).to.equal('skipped');
        await pass(1);
        expect(await attempt()).to.equal('finished');
    });

    it('are not done twice at once by one', async () => {
        const { change, begun, goOn } = hesitating();
        const { runner } = makeRunner(change);
        const [first, second] = [runner.attempt(), runner.attempt()];
        await begun;
        const third = runner.attempt();
        goOn();
        expect(await Promise.all([first, second, third])).to.deep.equal(['finished', 'finished', 'finished']);
        expect(third).to.equal(first);
    });

    it('are counted', async () => {
        const { runner, metrics } = makeRunner();
        await runner.attempt();
        const figures = await metrics.registry.metrics();
        expect(figures).to.include('sanyam_job_duration_seconds_count{job="purge_expired",outcome="finished"} 1');
        expect(figures).to.include('sanyam_job_rows_deleted_total{kind="documents"} 5');
    });

    it('end after the part that is being done when a gateway stops, and go on at another', async () => {
        const { change, begun, goOn } = hesitating();
        const { runner } = makeRunner(change);
        const outcome = runner.attempt();
        await begun;
        const stopped = runner.stop();
        expect(await attempt()).to.equal('skipped');
        goOn();
        await stopped;
        expect([await outcome, await trashed()]).to.deep.equal(['stopped', 4]);
        expect([await attempt(), await trashed()]).to.deep.equal(['finished', 0]);
        expect(await runner.attempt()).to.equal('skipped');
    });

    it('that fail are tried again', async () => {
        const { runner } = makeRunner(({ name }) => ({ name, doPart: () => Promise.reject(new Error('No.')) }));
        expect(await runner.attempt()).to.equal('failed');
        expect([await attempt(), await trashed()]).to.deep.equal(['finished', 0]);
    });

    it('are left to whoever took over, by one that was too slow', async () => {
        const { change, begun, goOn } = hesitating();
        const slow = makeRunner(change).runner.attempt();
        await begun;
        await pass(1);
        expect(await attempt()).to.equal('finished');
        goOn();
        expect(await slow).to.equal('lost');
    });

    it('are begun when a gateway starts', async () => {
        const working = await startTestGateway(cloud.ready, { SANYAM_JOBS: 'on' });
        try {
            await until(() => working.logged.some(({ message }) => message === 'a job ended'), end.signal);
            const figures = (await send(working.url, 'GET', '/metrics')).text;
            expect(figures).to.include('sanyam_job_duration_seconds_count{job="purge_expired",outcome="finished"} 1');
            expect(await trashed()).to.equal(0);
        } finally {
            await working.stop();
        }
    });

    describe('in a process', () => {
        let child: ChildProcess;
        let ended: Promise<unknown[]>;
        let obstacle: pg.Client;

        beforeEach('comes to a row that somebody has locked', async () => {
            obstacle = new pg.Client({ connectionString: cloud.ready.databaseUrl });
            await obstacle.connect();
            await obstacle.query('begin');
            await obstacle.query(
                `select from public.document_versions v join public.documents d on d.id = v.document_id
                 where d.deleted_at is not null for update of v`
            );
            child = spawn(process.execPath, [MAIN], {
                env: { PATH: process.env['PATH'], ...environmentOf(cloud.ready), SANYAM_JOBS: 'on' },
                stdio: ['ignore', 'ignore', 'inherit']
            });
            ended = once(child, 'exit');
            await until(async () => {
                expect(child.exitCode).to.equal(null);
                return (await database.query('select from pg_locks where not granted')).rows.length > 0;
            }, end.signal);
        });
        afterEach(async () => {
            child.kill('SIGKILL');
            await ended;
            await obstacle.end();
        });

        it('finish on SIGTERM the part that is being done', async () => {
            child.kill('SIGTERM');
            expect(await attempt()).to.equal('skipped');
            await obstacle.query('commit');
            expect(await ended).to.deep.equal([0, null]);
            expect(await trashed()).to.equal(0);
            expect(await attempt()).to.equal('finished');
        });

        it('are done by another, when it was killed and its lease has run out', async () => {
            child.kill('SIGKILL');
            await ended;
            expect(await attempt()).to.equal('skipped');
            await obstacle.query('commit');
            await pass(1 / 24);
            expect([await attempt(), await trashed()]).to.deep.equal(['finished', 0]);
        });
    });
});
