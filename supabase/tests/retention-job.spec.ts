// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import pg from 'pg';
import { A_MOMENT, AgingCloud, DAY } from './support/aging-cloud.js';
import { keyHolder, signUpPro } from './support/fixtures.js';
import { brokenDocuments, leftOf, makeDocuments } from './support/past-documents.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describe('the nightly job', () => {
    let cloud: AgingCloud;
    before(async () => {
        cloud = await AgingCloud.open();
    });
    after(() => cloud.close());

    async function withClient<Result>(run: (client: pg.Client) => Promise<Result>): Promise<Result> {
        const client = new pg.Client({ connectionString: cloud.ready.databaseUrl });
        client.on('error', () => undefined);
        await client.connect();
        try {
            return await run(client);
        } finally {
            await client.end().catch(() => undefined);
        }
    }

    it('deletes in batches [FR-028, FR-047]', async () => {
        const ada = await cloud.userOf({ max_documents: null, version_retention_days: 1 });
        await makeDocuments(cloud.database, ada.id, { documents: 25, trashed: true });
        await cloud.pass(31 * DAY);
        const gone = [];
        for (let call = 0; call < 4; call++) {
            gone.push((await cloud.purge(10)).documents);
        }
        expect(gone).to.deep.equal([10, 10, 5, 0]);

        await makeDocuments(cloud.database, ada.id, { documents: 3, versions: 8, trashed: true });
        await cloud.database.query('update public.tier_limits set trash_retention_days = 0 where tier = $1', [
            (await ada.account()).profile.tier
        ]);
        await cloud.pass(A_MOMENT);
        expect([(await cloud.purge(10)).documents, (await cloud.purge(10)).documents]).to.deep.equal([2, 1]);

        await makeDocuments(cloud.database, ada.id, { documents: 3, versions: 6 });
        await cloud.pass(2 * DAY);
        expect([
            (await cloud.purge(10)).versions,
            (await cloud.purge(10)).versions,
            (await cloud.purge(10)).versions
        ]).to.deep.equal([10, 5, 0]);
        expect(await brokenDocuments(cloud.database)).to.deep.equal([]);
    });

    it('skips a locked account without waiting, and handles it in the next call', async () => {
        const ada = await cloud.userOf('free');
        const bob = await Persona.signUp(cloud.ready);
        for (const owner of [ada, bob]) {
            await makeDocuments(cloud.database, owner.id, { documents: 1, trashed: true });
            await makeDocuments(cloud.database, owner.id, { documents: 1, versions: 2 });
        }
        await cloud.pass(100 * DAY);
        await withClient(async busy => {
            await busy.query('begin');
            await busy.query('select sanyam_private.lock_account($1)', [ada.id]);
            expect(await cloud.purge()).to.include({ documents: 1, versions: 1 });
            expect(await leftOf(cloud.database, bob.id)).to.deep.equal({ documents: 1, trashed: 0, versions: [2] });
            expect((await leftOf(cloud.database, ada.id)).documents).to.equal(2);
            await busy.query('commit');
        });
        expect(await cloud.purge()).to.include({ documents: 1, versions: 1 });
    });

    it('deletes everything once when three machines run it while users save', async () => {
        const owners = [await cloud.userOf('free')];
        owners.push(...(await Promise.all([1, 2, 3].map(() => Persona.signUp(cloud.ready)))));
        for (const owner of owners) {
            await makeDocuments(cloud.database, owner.id, { documents: 20, versions: 3, trashed: true });
            await makeDocuments(cloud.database, owner.id, { documents: 1, versions: 20 });
        }
        await cloud.pass(100 * DAY);
        const machine = () =>
            withClient(client => client.query('call sanyam_private.purge_all_expired(batch_size => 3)'));
        await Promise.all([
            ...[1, 2, 3].map(machine),
            ...owners.map(async owner => {
                const { items } = await owner.list();
                for (let save = 0; save < 10; save++) {
                    await owner.save(items[0]?.id ?? '', { content: `save ${save}` });
                }
            })
        ]);
        await cloud.purgeAll();
        for (const owner of owners) {
            expect(await leftOf(cloud.database, owner.id)).to.include({ documents: 1, trashed: 0 });
            const { kept, recounted } = await cloud.database.counters(owner.id);
            expect(kept).to.deep.equal(recounted);
        }
        expect(await brokenDocuments(cloud.database)).to.deep.equal([]);
    });

    it('can be killed and run again', async () => {
        const ada = await cloud.userOf('free');
        await makeDocuments(cloud.database, ada.id, { documents: 30, versions: 2, trashed: true });
        await makeDocuments(cloud.database, ada.id, { documents: 1, versions: 30 });
        await cloud.pass(100 * DAY);
        await withClient(obstacle =>
            withClient(async job => {
                // The job waits for this row in the middle of a batch, and is killed there.
                await obstacle.query('begin');
                await obstacle.query(
                    `select from public.document_versions v where v.document_id = (
                        select d.id from public.documents d where d.owner_id = $1 and d.deleted_at is not null limit 1
                     ) for update`,
                    [ada.id]
                );
                const { rows } = await job.query<{ pid: number }>('select pg_backend_pid() as pid');
                const pid = rows[0]?.pid;
                const ended = job.query('call sanyam_private.purge_all_expired(batch_size => 4)').then(
                    () => 'finished',
                    (error: Error) => error.message
                );
                const waits = `select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`;
                while ((await cloud.database.query(waits, [pid])).length === 0) {
                    expect(await Promise.race([ended, 'running'])).to.equal('running');
                }
                await cloud.database.query('select pg_terminate_backend($1)', [pid]);
                expect(await ended).to.match(/terminat/);
            })
        );
        const { kept, recounted } = await cloud.database.counters(ada.id);
        expect(kept).to.deep.equal(recounted);
        expect((await leftOf(cloud.database, ada.id)).trashed).to.be.greaterThan(0);
        expect(await brokenDocuments(cloud.database)).to.deep.equal([]);
        await cloud.purgeAll();
        expect(await leftOf(cloud.database, ada.id)).to.deep.equal({ documents: 1, trashed: 0, versions: [30] });
    });

    it('accepts batches of 1 to 100,000 rows', async () => {
        for (const batchSize of [0, -1, 100_001]) {
            const answer = await Persona.serviceRole(cloud.ready).call('purge_expired', { batch_size: batchSize });
            expect([answer.status, answer.error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
        }
    });
});

describeUnderAllGrants('attacks on the nightly job', stage => {
    it('cannot start it as a user, with an API key, or as anon [FR-016]', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        await makeDocuments(stage.database, ada.id, { documents: 1, versions: 2, trashed: true });
        await stage.database.query(
            `update public.documents set deleted_at = now() - interval '10 years' where owner_id = $1`,
            [ada.id]
        );
        for (const persona of [
            ada,
            keyHolder(stage.cloud, ada, ['documents:write', 'documents:delete']),
            Persona.anonymous(stage.cloud)
        ]) {
            for (const name of ['purge_expired', 'purge_trash', 'purge_versions', 'purge_all_expired']) {
                expect((await persona.call(name, { batch_size: 10 })).status, name).to.be.oneOf([401, 403, 404]);
                const { error } = await persona.client.schema('sanyam_private').rpc(name, { batch_size: 10 });
                expect(error, name).not.to.equal(null);
            }
        }
        expect((await leftOf(stage.database, ada.id)).documents).to.equal(1);
        const { error } = await Persona.serviceRole(stage.cloud).call('purge_expired');
        expect(error).to.equal(null);
    });
});
