// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud } from '@sanyam/local-cloud';
import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { JobDatabase } from '../jobs/job-database';
import type { Job } from '../jobs/job';
import { JobRunner } from '../jobs/job-runner';
import { PurgeExpired } from '../jobs/purge-expired';
import { createLog } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { GatewayUser, send } from './gateway-user';
import { environmentOf, startTestGateway, type TestGateway } from './test-gateway';

const MAIN = join(__dirname, '..', 'main.js');
const silent = createLog();
silent.level = 'silent';

describe('the jobs of gateways', () => {
    let cloud: LaunchedCloud;
    let gateway: TestGateway;
    let ada: GatewayUser;
    let database: pg.Client;
    let days = 0;
    /** Stops the waits of a test when it is over. */
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
    beforeEach('add expired documents', async () => {
        await pass(365);
        expect(await attempt()).to.be.oneOf(['finished', 'skipped']);
        for (let count = 0; count < 5; count++) {
            await ada.send('DELETE', `/api/v1/documents/${await ada.create()}`);
        }
        await pass(365);
        expect(await trashed()).to.equal(5);
    });

    /** Moves the clock of the database. */
    async function pass(more: number): Promise<void> {
        days += more;
        await database.query(
            `create or replace function sanyam_private.clock() returns timestamptz
             language plpgsql volatile set search_path = pg_catalog, pg_temp as
             $$ begin return clock_timestamp() + interval '${days} days'; end; $$`
        );
    }

    async function trashed(): Promise<number> {
        const { rows } = await database.query<{ count: number }>(
            'select count(*)::integer from public.documents d where d.deleted_at is not null'
        );
        return rows[0]?.count ?? -1;
    }

    /** Creates the job runner of a gateway. It deletes documents one at a time. */
    function makeRunner(change: (job: Job) => Job = job => job): { runner: JobRunner; metrics: Metrics } {
        const metrics = new Metrics();
        const jobs = JobDatabase.overPostgrest(cloud.ready.supabaseUrl, cloud.ready.serviceRoleKey);
        return { runner: new JobRunner(change(new PurgeExpired(jobs, metrics, 1)), jobs, silent, metrics), metrics };
    }
    const attempt = () => makeRunner().runner.attempt();

    /** Returns a job that waits in its first part until `goOn` is called. */
    function hesitating(): { change: (job: Job) => Job; begun: Promise<void>; goOn: () => void } {
        const begun = Promise.withResolvers<void>();
        const told = Promise.withResolvers<void>();
        const change = (job: Job): Job => ({
            name: job.name,
            begin: () => {
                const doPart = job.begin();
                return async () => {
                    begun.resolve();
                    await told.promise;
                    return doPart();
                };
            }
        });
        return { change, begun: begun.promise, goOn: told.resolve };
    }

    it('run completely on exactly one of ten gateways, and not again on the same day [FR-028]', async () => {
        const runners = Array.from({ length: 10 }, () => makeRunner());
        const outcomes = await Promise.all(runners.map(({ runner }) => runner.attempt()));
        expect(outcomes.sort()).to.deep.equal(['finished', ...Array.from({ length: 9 }, () => 'skipped')]);
        expect(await trashed()).to.equal(0);
        expect(await attempt()).to.equal('skipped');
        await pass(1);
        expect(await attempt()).to.equal('finished');
    });

    it('never run twice at the same time on one gateway', async () => {
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

    it('end after the current part when a gateway stops, and continue on another', async () => {
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

    it('run again after a failure', async () => {
        const { runner } = makeRunner(({ name }) => ({
            name,
            begin: () => () => Promise.reject(new Error('No.'))
        }));
        expect(await runner.attempt()).to.equal('failed');
        expect([await attempt(), await trashed()]).to.deep.equal(['finished', 0]);
    });

    it('are lost by a gateway that was too slow', async () => {
        const { change, begun, goOn } = hesitating();
        const slow = makeRunner(change).runner.attempt();
        await begun;
        await pass(1);
        expect(await attempt()).to.equal('finished');
        goOn();
        expect(await slow).to.equal('lost');
    });

    it('begin anew after the lease was lost in the middle', async () => {
        const parts: string[] = [];
        let runs = 0;
        const { runner } = makeRunner(({ name }) => ({
            name,
            begin: () => {
                const run = ++runs;
                let part = 0;
                return async () => {
                    parts.push(`${run}.${++part}`);
                    if (run === 1) {
                        await pass(1);
                        expect(await attempt()).to.equal('finished');
                    }
                    return part < 2;
                };
            }
        }));
        expect(await runner.attempt()).to.equal('lost');
        await pass(1);
        expect(await runner.attempt()).to.equal('finished');
        expect(parts).to.deep.equal(['1.1', '2.1', '2.2']);
    });

    it('start with the gateway [FR-047]', async () => {
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

        beforeEach('start a job that waits for a locked row', async () => {
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

        it('finish the current part on SIGTERM', async () => {
            child.kill('SIGTERM');
            expect(await attempt()).to.equal('skipped');
            await obstacle.query('commit');
            expect(await ended).to.deep.equal([0, null]);
            expect(await trashed()).to.equal(0);
            expect(await attempt()).to.equal('finished');
        });

        it('run on another gateway when the process was killed and its lease expired', async () => {
            child.kill('SIGKILL');
            await ended;
            expect(await attempt()).to.equal('skipped');
            await obstacle.query('commit');
            await pass(1 / 24);
            expect([await attempt(), await trashed()]).to.deep.equal(['finished', 0]);
        });
    });
});
