// SPDX-License-Identifier: MIT

import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { depth } from '@sanyam/test-kit/test-depth';
import { Database } from '@sanyam/test-kit/database';
import { replaceClock } from '@sanyam/test-kit/movable-clock';
import { addUsers } from '@sanyam/test-kit/users';
import { documentPageSchema } from '@sanyam/types';
import { expect } from 'chai';
import fc from 'fast-check';
import { head, TIERS, World } from './model/model.js';
import { type Operation, races, sequences, USERS } from './model/random-operations.js';
import { expectation, stepOf } from './model/model-step.js';
import { recount } from './support/recount.js';
import { SessionPool } from './support/session-pool.js';

const { SANYAM_PROPERTY_RUNS: RUNS, SANYAM_PROPERTY_SEED: SEED, SANYAM_PROPERTY_PATH: PATH } = process.env;
const SEQUENCES = Number(RUNS ?? depth(500));
const RACES = Number(RUNS ?? depth(60));
/** No more than the operations of a crowd. */
const CONNECTIONS = 6;

/** Each user starts with a document that the second user may administer and the third may accept. */
const BEGINNING: readonly Operation[] = Array.from({ length: USERS }, (_, user) => user).flatMap<Operation>(user => [
    { kind: 'create', user, text: 'a' },
    { kind: 'share', user, document: Math.min(user, 1), to: (user + 1) % USERS, permission: 'admin', minutes: null },
    { kind: 'offer', user, document: Math.min(user, 1), to: (user + 2) % USERS }
]);

/**
 * Returns the number of runs, or the run to repeat. A failure prints its seed and path:
 * `SANYAM_PROPERTY_SEED=<seed> SANYAM_PROPERTY_PATH=<path>` repeats it.
 */
function parameters<Value>(numRuns: number): fc.Parameters<Value> {
    return {
        numRuns,
        ...(SEED !== undefined && { seed: Number(SEED) }),
        ...(PATH !== undefined && { path: PATH })
    };
}

/** The time is a setting of the transaction, which no user can set. */
const MOVABLE_CLOCK = `
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
    begin
        return coalesce(nullif(current_setting('test.now', true), '')::timestamptz, clock_timestamp());
    end;
    $$`;

describe('random operations of several users', () => {
    let restoreClock: () => Promise<void>;
    let database: Database;
    let sessions: SessionPool;
    before(async () => {
        const cloud = await ownTestCloud();
        database = new Database(cloud);
        sessions = new SessionPool(cloud, CONNECTIONS);
        restoreClock = await replaceClock(database, MOVABLE_CLOCK);
        for (const [tier, limits] of Object.entries(TIERS)) {
            await database.query(
                `insert into public.tier_limits
                 select (jsonb_populate_record(l, $1)).* from public.tier_limits l where l.tier = 'pro'`,
                [JSON.stringify({ ...limits, tier })]
            );
        }
    });
    after(async () => {
        await restoreClock();
        await sessions.close();
        await database.close();
    });

    async function withUsers(play: (world: World) => Promise<void>): Promise<void> {
        const users = await addUsers(database, USERS, 'property_large');
        try {
            await play(new World(users));
        } finally {
            await database.query('delete from auth.users where id = any ($1)', [users.map(({ id }) => id)]);
        }
    }

    /** Compares the database, and what each user sees of it, with the model. */
    async function expectSame(world: World): Promise<void> {
        const owners = world.accounts.map(({ id }) => id);
        expect(await recount(database, owners)).to.deep.equal({});
        const rows = await database.query(
            `select d.id, d.owner_id, d.name, d.deleted_at is not null as trashed,
                (
                    select json_agg(json_build_array(v.version_number, v.content, v.origin, v.name, v.created_by)
                        order by v.version_number)
                    from public.document_versions v where v.document_id = d.id
                ) as history
             from public.documents d where d.owner_id = any ($1) order by d.id`,
            [owners]
        );
        const expected = world.documents
            .filter(({ exists }) => exists)
            .map(({ id, owner, name, trashedAt, history }) => ({
                id,
                owner_id: owner.id,
                name,
                trashed: trashedAt !== null,
                history: history.map(version => [
                    version.number,
                    version.text,
                    version.origin,
                    version.name,
                    version.author
                ])
            }))
            .sort((one, other) => (one.id < other.id ? -1 : 1));
        expect(rows).to.deep.equal(expected);
        const settings = { 'test.now': new Date(world.now).toISOString() };
        for (const account of world.accounts.filter(({ exists }) => exists)) {
            const claims = { role: 'authenticated', sub: account.id } as const;
            const answer = await sessions.call(claims, 'list_documents', { page_size: 100 }, settings);
            const page = documentPageSchema.parse(answer.ok && answer.value);
            expect(page.items.map(({ id }) => id).sort()).to.deep.equal(world.visible(account));
            expect(page.total_count).to.equal(page.items.length);
            for (const item of page.items) {
                const document = world.documents.find(({ id }) => id === item.id);
                expect(document && [world.permission(account, document), head(document).number]).to.deep.equal([
                    item.permission,
                    item.version
                ]);
            }
        }
    }

    async function play(world: World, operations: readonly Operation[]): Promise<void> {
        for (const operation of operations) {
            world.now += 1000;
            const step = stepOf(world, operation);
            if (step === undefined) {
                continue;
            }
            const expected = expectation(step);
            const settings = { 'test.now': new Date(world.now).toISOString() };
            const answer = await sessions.call(step.claims, step.name, step.body, settings);
            expect(answer.ok ? 'ok' : answer.code, JSON.stringify(operation)).to.equal(
                'effect' in expected ? 'ok' : expected.code
            );
            if (answer.ok && 'effect' in expected) {
                expected.effect(answer.value);
                await findShares(world);
            }
        }
    }

    /** Looks up the shares of former owners, because no answer contains their ids. */
    async function findShares(world: World): Promise<void> {
        for (const { id, shares } of world.documents) {
            for (const share of shares.filter(share => share.id === '')) {
                const [row] = await database.query(
                    'select s.id from public.document_shares s where s.document_id = $1 and s.email = $2',
                    [id, share.to]
                );
                share.id = String(row?.['id']);
            }
        }
    }

    it(`lead to the same state as the model in ${SEQUENCES} sequences`, async function () {
        this.timeout(300_000);
        await fc.assert(
            fc.asyncProperty(sequences, operations =>
                withUsers(async world => {
                    await play(world, [...BEGINNING, ...operations]);
                    await expectSame(world);
                })
            ),
            parameters(SEQUENCES)
        );
    });

    it(`neither deadlock nor miscount when they race, in ${RACES} sequences`, async function () {
        this.timeout(300_000);
        await fc.assert(
            fc.asyncProperty(races, crowds =>
                withUsers(async world => {
                    await play(world, BEGINNING);
                    for (const crowd of crowds) {
                        await race(world, crowd);
                    }
                })
            ),
            parameters(RACES)
        );
    });

    async function race(world: World, crowd: readonly Operation[]): Promise<void> {
        const steps = crowd.flatMap(operation => stepOf(world, operation) ?? []);
        const settings = { 'test.now': new Date(world.now).toISOString() };
        const answers = await Promise.all(
            steps.map(async ({ claims, name, body }) => ({
                body,
                answer: await sessions.call(claims, name, body, settings)
            }))
        );
        const owners = world.accounts.map(({ id }) => id);
        expect(await recount(database, owners)).to.deep.equal({});
        const over = await database.query(
            `select p.id from public.user_profiles p join public.tier_limits l on l.tier = p.tier
             where p.id = any ($1) and (
                 p.document_count > l.max_documents or p.storage_used_bytes > l.max_storage_bytes
                 or exists (
                     select from public.documents d
                     where d.owner_id = p.id and d.version_count > l.max_versions_per_document
                 )
             )`,
            [owners]
        );
        expect(over, 'over a limit').to.deep.equal([]);
        const winners = answers.flatMap(({ body: { document_id, base_version }, answer }) =>
            answer.ok && typeof base_version === 'number' && versionOf(answer.value) === base_version + 1
                ? [`${String(document_id)} ${base_version}`]
                : []
        );
        expect(new Set(winners).size, 'winners over one version').to.equal(winners.length);
    }
});

function versionOf(answer: unknown): unknown {
    return typeof answer === 'object' && answer !== null && 'version' in answer ? answer.version : undefined;
}
