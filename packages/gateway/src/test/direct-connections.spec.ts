// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { depth } from '@sanyam/test-kit/test-depth';
import { CloudDocumentStore } from '@sanyam/store';
import { Database } from '@sanyam/test-kit/database';
import { addUsers } from '@sanyam/test-kit/users';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Admission, FairVisit } from '../admission/admission';
import { DirectAdmissions } from '../admission/direct-admissions';
import { DirectDatabase } from '../database/direct-database';
import { PreparedStatements } from '../database/prepared-statements';
import { createLog } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { gatewayDatabaseUrl } from './each-way';
import { hasPooler, Pooler } from './pooler';
import { startTestGateway } from './test-gateway';

const USERS = 50;
const CONNECTIONS = 4;
const CALLS = depth(10_000);
/** Connections from a gateway to a pooler, which has fewer connections to the database. */
const POOLED_CONNECTIONS = 12;
const POOLED_CALLS = depth(2000);
/** Calls that run at the same time: always more than there are connections. */
const AT_ONCE = 64;

const ALONE: FairVisit = { run: call => call(), runCounting: call => call(0) };

describe('the database connections of a gateway', () => {
    let cloud: ReadyLine;
    let url: string;
    let owner: Database;

    before(async () => {
        cloud = await testCloud();
        url = gatewayDatabaseUrl(cloud);
        owner = new Database(cloud);
    });
    after(() => owner.close());

    /** Inserts users on a tier without a request limit, each with an API key. */
    async function addKeyHolders(count: number): Promise<{ id: string; keyHash: string }[]> {
        const tier = await owner.addTier({ api_rate_limit_per_hour: null }, 'enterprise');
        const users = await addUsers(owner, count, tier);
        const database = new DirectDatabase(url, 1, createLog());
        const result = [];
        for (const { id } of users) {
            const store = new CloudDocumentStore(beginSession(database, id).session);
            const { secret } = await store.apiKeys.create({ name: 'a key', scopes: ['documents:read'] });
            result.push({ id, keyHash: createHash('sha256').update(secret).digest('hex') });
        }
        await database.close();
        return result;
    }

    async function namesOf(query: string): Promise<string[]> {
        return (await owner.query(query)).map(({ name }) => String(name));
    }

    function beginSession(database: DirectDatabase, userId: string): Admission {
        return new DirectAdmissions(database, new Metrics()).begin({ kind: 'session', userId, accessToken: '' }, ALONE);
    }

    /** Many users call at once, and some calls fail. Each user must get their own answer, and no claims may remain. */
    async function interleave(database: DirectDatabase, connections: number, least: number): Promise<void> {
        const users = await addKeyHolders(USERS);
        const admissions = new DirectAdmissions(database, new Metrics());
        let [rounds, calls] = [0, 0];
        const work = async (): Promise<void> => {
            while (calls < least) {
                const number = rounds++;
                const user = users[(number * 7) % USERS] ?? expect.fail('There are users.');
                const admission = admissions.begin(
                    number % 3 === 0
                        ? { kind: 'api-key', secretHash: user.keyHash }
                        : { kind: 'session', userId: user.id, accessToken: '' },
                    ALONE
                );
                const store = new CloudDocumentStore(admission.session);
                if (number % 5 === 0) {
                    // Fails, and leaves its connection as it was.
                    const failure: unknown = await store.documents.read(randomUUID()).catch((error: unknown) => error);
                    expect(CloudError.is(failure, 'DOCUMENT_NOT_FOUND')).to.equal(true);
                    calls++;
                }
                if (number % 4 === 0) {
                    expect((await admission.admit()).caller.userId).to.equal(user.id);
                    calls++;
                }
                expect((await store.account.overview()).profile.id).to.equal(user.id);
                calls++;
            }
        };
        const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
        for (const end of ends) {
            expect(end).to.deep.equal({ status: 'fulfilled', value: undefined });
        }
        const left = await Promise.all(Array.from({ length: connections }, () => database.query(whatIsLeft)));
        expect(calls).to.be.at.least(least);
        for (const rows of left) {
            expect(rows).to.deep.equal([{ claims: '', subject: '' }]);
        }
    }

    it(`return the right user's data in ${CALLS} calls of ${USERS} users over ${CONNECTIONS} connections [FR-014]`, async function () {
        const database = new DirectDatabase(url, CONNECTIONS, createLog());
        try {
            await interleave(database, CONNECTIONS, CALLS);
        } finally {
            await database.close();
        }
    });

    it(`return the right user's data through a pooler${hasPooler ? '' : ': PgBouncer is not installed'}`, async function () {
        if (!hasPooler) {
            this.skip();
        }
        const pooler = await Pooler.start(url);
        const database = new DirectDatabase(pooler.url, POOLED_CONNECTIONS, createLog({ write: () => undefined }));
        try {
            await interleave(database, POOLED_CONNECTIONS, POOLED_CALLS);
        } finally {
            await database.close();
            await pooler.stop();
        }
    });

    it('use a role that cannot read any table or become another role [FR-014]', async () => {
        const client = new pg.Client(url);
        await client.connect();
        const tables = await namesOf(
            `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`
        );
        expect(tables).to.include.members(['documents', 'sanyam_private.api_key_secrets']);
        for (const name of tables) {
            for (const statement of [
                `select from ${name}`,
                `delete from ${name}`,
                `insert into ${name} default values`
            ]) {
                const error: unknown = await client.query(statement).catch((reason: unknown) => reason);
                expect(error, statement).to.be.instanceOf(pg.DatabaseError).and.to.have.property('code', '42501');
            }
        }
        const roles = await namesOf(`select rolname as name from pg_roles where rolname <> 'sanyam_gateway'`);
        for (const name of roles) {
            for (const verb of ['set role', 'set session authorization']) {
                const statement = `${verb} ${pg.escapeIdentifier(name)}`;
                const error: unknown = await client.query(statement).catch((reason: unknown) => reason);
                expect(error, statement).to.be.instanceOf(pg.DatabaseError).and.to.have.property('code', '42501');
            }
        }
        await client.end();
    });

    it('are the only ones that can set the caller [FR-016]', async () => {
        for (const door of [`admit_session('${randomUUID()}', false)`, `admit_key('\\x00', false)`, 'list_tiers()']) {
            const error: unknown = await owner
                .query(`select sanyam_gateway.${door}`)
                .catch((reason: unknown) => reason);
            expect(error, door).to.include({ code: 'PT403', message: 'FORBIDDEN' });
        }
    });

    it('stay usable after an error of the database', async () => {
        const [user] = await addKeyHolders(1);
        const database = new DirectDatabase(url, 1, createLog());
        const pid = async () => (await database.query('select pg_backend_pid() as pid'))[0]?.['pid'];
        const before = await pid();
        const store = new CloudDocumentStore(beginSession(database, user?.id ?? '').session);
        const failure: unknown = await store.documents.read(randomUUID()).catch((error: unknown) => error);
        expect(CloudError.is(failure, 'DOCUMENT_NOT_FOUND')).to.equal(true);
        expect(await database.query(whatIsLeft)).to.deep.equal([{ claims: '', subject: '' }]);
        expect(await pid()).to.equal(before);
        await database.close();
    });

    describe('prepare statements', () => {
        let database: DirectDatabase;
        let lines: string[];

        beforeEach(() => {
            lines = [];
            database = new DirectDatabase(url, 1, createLog({ write: line => void lines.push(line) }));
        });
        afterEach(() => database.close());

        const kept = async () => {
            const rows = await database.query(
                `select statement from pg_prepared_statements where statement like 'select %' and statement !~ 'kept'
                 /* what is kept */`
            );
            return rows.map(({ statement }) => String(statement));
        };

        it('once each', async () => {
            for (const text of ['select 1 as one', 'select 1 as one', 'select 2 as two']) {
                await database.query(text);
            }
            expect(await kept()).to.have.members(['select 1 as one', 'select 2 as two']);
        });

        it('up to a small number', async () => {
            for (let number = 0; number < 200; number++) {
                expect(await database.query(`select ${number} as number`)).to.deep.equal([{ number }]);
            }
            expect(await kept()).to.have.length.within(10, 40);
        });

        it('no longer, with one log line, after the server forgot them, as behind a pooler', async () => {
            for (let time = 0; time < 3; time++) {
                expect(await database.query('select 1 as one')).to.deep.equal([{ one: 1 }]);
                await database.query('deallocate all');
            }
            expect(await kept()).to.deep.equal([]);
            expect(lines.filter(line => line.includes('unprepared'))).to.have.length(1);
        });

        it('no longer when the server already has one with this name', async () => {
            const name = new PreparedStatements(createLog()).nameOf('select 1 as one');
            await database.query(`prepare ${name} as select 1 as one`);
            expect(await database.query('select 1 as one')).to.deep.equal([{ one: 1 }]);
        });

        it('again after a migration changed their result', async () => {
            // Only this connection sees the function.
            const define = (columns: string) =>
                database.query(
                    `create function pg_temp.answer() returns table (${columns}) language sql as 'select 1, 2'`
                );
            const ask = () => database.query('select a.* from pg_temp.answer() a');
            await define('a integer, b integer');
            expect(await ask()).to.deep.equal([{ a: 1, b: 2 }]);
            await database.query('drop function pg_temp.answer()');
            await define('a integer, c integer');
            expect(await ask()).to.deep.equal([{ a: 1, c: 2 }]);
            expect(await kept()).to.include('select a.* from pg_temp.answer() a');
            expect(lines).to.deep.equal([]);
        });
    });

    it('fail only the running request when they are lost', async () => {
        const [database, other] = [new DirectDatabase(url, 1, createLog()), new DirectDatabase(url, 1, createLog())];
        const [row] = await database.query('select pg_backend_pid() as pid');
        const running = database.query('select pg_sleep(60)').catch((error: unknown) => error);
        const end = `select pg_terminate_backend(a.pid) from pg_stat_activity a where a.pid = $1 and a.state = 'active'`;
        while ((await other.query(end, [row?.['pid']])).length === 0) {
            // Wait until the statement runs.
        }
        expect(CloudError.is(await running, 'SERVICE_UNAVAILABLE')).to.equal(true);
        expect(await database.query('select 1 as one')).to.deep.equal([{ one: 1 }]);
        await Promise.all([database.close(), other.close()]);
    });

    it('count a refused key once', async () => {
        const [user] = await addKeyHolders(1);
        const keyHash = user?.keyHash ?? '';
        await owner.query(
            `update public.api_keys set revoked_at = now(), revoked_reason = 'system' where user_id = $1`,
            [user?.id]
        );
        const database = new DirectDatabase(url, 1, createLog());
        const admission = new DirectAdmissions(database, new Metrics()).begin(
            { kind: 'api-key', secretHash: keyHash },
            ALONE
        );
        const store = new CloudDocumentStore(admission.session);
        for (const attempt of [() => store.documents.list({}), () => admission.admit()]) {
            const failure: unknown = await attempt().catch((error: unknown) => error);
            expect(failure).to.have.nested.property('details.reason', 'revoked');
        }
        const rows = await owner.query(
            `select u.refused::int from sanyam_private.api_key_usage u join public.api_keys k on k.id = u.key_id
             where k.user_id = $1`,
            [user?.id]
        );
        expect(rows).to.deep.equal([{ refused: 1 }]);
        await database.close();
    });

    it('are not ready with the login of another role', async () => {
        const gateway = await startTestGateway(cloud, { DATABASE_URL: cloud.databaseUrl });
        expect((await fetch(`${gateway.url}/readyz`)).status).to.equal(503);
        await gateway.stop();
    });
});

/** Reads the claims that the last statement left on a connection. */
const whatIsLeft = `
    select coalesce(current_setting('request.jwt.claims', true), '') as claims,
        coalesce(current_setting('request.jwt.claim.sub', true), '') as subject`;
