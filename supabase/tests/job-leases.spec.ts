// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { AgingCloud } from './support/aging-cloud.js';

const HOUR = 3600;
const LEASE = 300;

describe('the lease of a job', () => {
    let cloud: AgingCloud;
    before(async () => {
        cloud = await AgingCloud.open();
    });
    after(() => cloud.close());
    beforeEach('reset the lease', async () => {
        await cloud.database.query(
            'update sanyam_private.jobs set holder = null, leased_until = null, finished_at = null'
        );
    });

    async function call(name: string, body: Record<string, unknown>): Promise<unknown> {
        const { data, error } = await Persona.serviceRole(cloud.ready).call(name, {
            job_name: 'purge_expired',
            ...body
        });
        return error === null ? data : error.message;
    }
    const claim = (holder: string | null, seconds: number | null = LEASE) =>
        call('claim_job', { holder, lease_seconds: seconds });
    const release = (holder: string, finished: boolean) => call('release_job', { holder, finished });

    it('goes to exactly one of 20 holders that claim it at once', async () => {
        const answers = await Promise.all(Array.from({ length: 20 }, () => claim(randomUUID())));
        expect(answers.filter(answer => answer === true)).to.have.length(1);
        expect(answers.filter(answer => answer === false)).to.have.length(19);
    });

    it('lasts while its holder renews it, and then expires', async () => {
        const [one, other] = [randomUUID(), randomUUID()];
        expect(await claim(one)).to.equal(true);
        await cloud.pass(LEASE - 1);
        expect([await claim(other), await claim(one)]).to.deep.equal([false, true]);
        await cloud.pass(LEASE - 1);
        expect(await claim(other)).to.equal(false);
        await cloud.pass(1);
        expect([await claim(other), await claim(one)]).to.deep.equal([true, false]);
    });

    it('can be released', async () => {
        const [one, other] = [randomUUID(), randomUUID()];
        await claim(one);
        expect([await release(one, false), await claim(other)]).to.deep.equal([true, true]);
    });

    it('cannot be claimed for 20 hours after the job finished', async () => {
        const [one, other] = [randomUUID(), randomUUID()];
        await claim(one);
        expect(await release(one, true)).to.equal(true);
        await cloud.pass(20 * HOUR - 1);
        expect([await claim(one), await claim(other)]).to.deep.equal([false, false]);
        await cloud.pass(1);
        expect(await claim(other)).to.equal(true);
    });

    it('cannot be released by a former holder, who cannot finish the job either', async () => {
        const [one, other] = [randomUUID(), randomUUID()];
        await claim(one);
        await cloud.pass(LEASE);
        await claim(other);
        expect(await release(one, true)).to.equal(false);
        await cloud.pass(LEASE);
        expect(await claim(one)).to.equal(true);
    });

    it('cannot be claimed while pg_cron runs the job', async () => {
        // pg_cron cannot be installed here. This stands in for the part that schedule_purge() uses.
        await cloud.database.query(`
            create schema cron;
            create table cron.job (
                jobid bigint generated always as identity, jobname text, active boolean default true
            );
            create function cron.unschedule(id bigint) returns boolean language sql
                as 'delete from cron.job where jobid = id returning true';
            create function cron.schedule(name text, schedule text, command text) returns bigint language sql
                as 'insert into cron.job (jobname) values (name) returning jobid'`);
        try {
            expect(await claim(randomUUID(), 1)).to.equal(true);
            await cloud.pass(1);
            await cloud.database.query('select sanyam_private.schedule_purge()');
            expect(await claim(randomUUID())).to.equal(false);
            await cloud.database.query('update cron.job set active = false');
            expect(await claim(randomUUID())).to.equal(true);
        } finally {
            await cloud.database.query('drop schema cron cascade');
        }
    });

    it('requires a known job, a holder and at most an hour', async () => {
        for (const answer of [
            await call('claim_job', { job_name: 'make_coffee', holder: randomUUID(), lease_seconds: 1 }),
            await claim(null),
            await claim(randomUUID(), 0),
            await claim(randomUUID(), 3601),
            await claim(randomUUID(), null)
        ]) {
            expect(answer).to.equal('VALIDATION_ERROR');
        }
        expect(await call('release_job', { job_name: 'make_coffee', holder: randomUUID(), finished: true })).to.equal(
            false
        );
    });
});
