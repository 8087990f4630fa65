// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import pg from 'pg';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare, signUpPro } from './support/fixtures.js';
import { recount } from './support/recount.js';
import { share, tally } from './support/share-calls.js';

describeOnCloud('the shares that a user receives', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    /** Adds documents of an owner, all shared with an address, and returns their ids. */
    async function shareMany(owner: Persona, email: string, count: number): Promise<string[]> {
        if (count > 100) {
            await stage.database.setTier(owner.id, 'enterprise');
        }
        const rows = await stage.database.query(
            `with made as (
                insert into public.documents (
                    owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by
                )
                select $1, 'shared ' || n, 'plain', 0, now(), now() - n * interval '1 minute', $1
                from generate_series(1, $3::integer) n
                returning id, owner_id, updated_at, name
             ),
             texts as (
                insert into public.document_versions (
                    document_id, version_number, content, origin, created_at, created_by,
                    document_name, language_id, size_bytes
                )
                select m.id, 1, '', 'save', now(), m.owner_id, m.name, 'plain', 0 from made m
             )
             insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             select m.id, m.owner_id, $2, 'edit', m.updated_at, now() from made m
             returning document_id`,
            [owner.id, email, count]
        );
        return rows.map(row => String(row['document_id']));
    }

    /** Returns the ids on all pages of the user's list, forward and then back. */
    async function walk(user: Persona, pageSize: number): Promise<{ forward: string[]; back: string[] }> {
        const forward: string[] = [];
        const back: string[] = [];
        for (let cursor: string | null = null; ;) {
            const page = await user.list({ page_size: pageSize, cursor });
            forward.push(...page.items.map(({ id }) => id));
            if (page.next_cursor === null) {
                break;
            }
            cursor = page.next_cursor;
        }
        for (let cursor: string | null = null; ;) {
            const page = await user.list({ page_size: pageSize, cursor, direction: 'prev' });
            back.unshift(...page.items.map(({ id }) => id));
            if (page.prev_cursor === null) {
                break;
            }
            cursor = page.prev_cursor;
        }
        return { forward, back };
    }

    it('are news after a time, the newest first, without those that ended or are in the trash', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        const since = async (time: string | null) => {
            const { data } = await bob.call('list_new_shares', { since: time });
            return data as { now: string; shares: Record<string, unknown>[] };
        };
        const [before, trashed, first, last] = [
            await ada.create({ name: 'before.md' }),
            await ada.create({ name: 'trashed.md' }),
            await ada.create({ name: 'first.md' }),
            await ada.create({ name: 'last.md' })
        ];
        await share(ada, before, bob.email, 'view');
        const { now, shares } = await since(null);
        expect(shares).to.deep.equal([]);
        for (const document of [trashed, first]) {
            await share(ada, document, bob.email, 'view');
        }
        await share(ada, last, bob.email, 'edit');
        await ada.trash(trashed.id);
        const news = await since(now);
        expect(news.shares.map(({ name, permission }) => [name, permission])).to.deep.equal([
            ['last.md', 'edit'],
            ['first.md', 'view']
        ]);
        expect(news.shares[0]).to.include({ document_id: last.id, owner_email: ada.email });
        expect((await since(news.now)).shares).to.deep.equal([]);
        await bob.call('leave_document', { document_id: last.id });
        expect((await since(now)).shares.map(({ name }) => name)).to.deep.equal(['first.md']);
    });

    it('are news of at most 20 shares', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        await shareMany(ada, bob.email, 25);
        const { data } = await bob.call('list_new_shares', { since: '2000-01-01T00:00:00Z' });
        expect((data as { shares: unknown[] }).shares).to.have.length(20);
    });

    it('are in the list in the order of the last change, with their number [FR-113]', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await pro()];
        const [ofAda, ofCyd] = [await shareMany(ada, bob.email, 9), await shareMany(cyd, bob.email, 9)];
        const own = [await bob.create(), await bob.create()].map(({ id }) => id);
        for (const [owner, id] of [
            [ada, ofAda[7]],
            [cyd, ofCyd[2]],
            [bob, own[0]],
            [bob, ofAda[5]]
        ] as const) {
            await owner.save(id ?? '', { content: 'changed' });
        }
        await ada.trash(ofAda[0] ?? '');
        await cyd.trash(ofCyd[1] ?? '');
        await cyd.call('restore_document', { document_id: ofCyd[1] });
        await stage.database.query(
            `update public.document_shares set expires_at = now() - interval '1 second' where document_id = $1`,
            [ofAda[3]]
        );
        await stage.database.query(
            `update public.document_shares set expires_at = now() + interval '1 day' where document_id = $1`,
            [ofAda[4]]
        );
        const rows = await stage.database.query(
            `select d.id from public.documents d where d.id = any ($1) order by d.updated_at desc, d.id desc`,
            [[...ofAda, ...ofCyd, ...own].filter(id => id !== ofAda[0] && id !== ofAda[3])]
        );
        const expected = rows.map(row => row['id']);
        for (const pageSize of [1, 3, 100]) {
            expect(await walk(bob, pageSize)).to.deep.equal({ forward: expected, back: expected });
        }
        expect((await bob.list({ page_size: 1 })).total_count).to.equal(expected.length);
        expect((await bob.list({ query: 'shared 1' })).total_count).to.equal(1);
        expect(await recount(stage.database, [ada.id, bob.id, cyd.id])).to.deep.equal({});
    });

    it('cost a list its page, and their number one look at each [FR-113]', async () => {
        const [ada, few, many] = [await pro(), await pro(), await pro()];
        await shareMany(ada, few.email, 40);
        await shareMany(ada, many.email, 1400);
        const client = new pg.Client(stage.cloud.databaseUrl);
        await client.connect();
        /** Rows that the list fetches from a table and its indexes, by any kind of scan. */
        const rowsOf = async (user: Persona, body: string) => {
            await client.query(
                `begin; select set_config('request.jwt.claims', '{"sub": "${user.id}", "role": "authenticated"}', true)`
            );
            const fetchedFrom = async (table: string) => {
                const { rows } = await client.query<{ rows: number }>(
                    `select sum(
                        pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)
                    )::integer as rows
                    from pg_class c
                    where c.oid = $1::regclass
                        or c.oid in (select i.indexrelid from pg_index i where i.indrelid = $1::regclass)`,
                    [table]
                );
                return rows[0]?.rows ?? 0;
            };
            const fetched = async () => [
                await fetchedFrom('public.documents'),
                await fetchedFrom('sanyam_private.share_recipients')
            ];
            const before = await fetched();
            const { rows: answer } = await client.query<{ list: { total_count: number; items: unknown[] } }>(
                `select public.list_documents(${body}) as list`
            );
            const [documents = 0, recipients = 0] = (await fetched()).map((rows, index) => rows - (before[index] ?? 0));
            await client.query('rollback');
            return { documents, recipients, list: answer[0]?.list };
        };
        try {
            const small = await rowsOf(few, 'page_size => 20');
            const large = await rowsOf(many, 'page_size => 20');
            expect([small.list?.total_count, large.list?.total_count]).to.deep.equal([40, 1400]);
            expect([small.list?.items.length, large.list?.items.length]).to.deep.equal([20, 20]);
            expect(small.documents).to.be.greaterThan(0);
            expect(large.documents).to.be.at.most(small.documents + 40);
            // Each in the index and in the table, once.
            expect(large.recipients).to.be.within(1400, small.recipients + 2 * 1400);
        } finally {
            await client.end();
        }
    });

    it('of one owner end together, and those of others stay', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await pro()];
        const ofAda = await shareMany(ada, bob.email, 5);
        const kept = await cyd.create();
        await giveShare(stage.database, kept, bob, 'edit');
        expect((await bob.call('leave_shares', { owner_id: ada.id })).data).to.equal(5);
        expect((await bob.call('leave_shares', { owner_id: ada.id })).data).to.equal(0);
        expect((await bob.call('leave_shares', { owner_id: bob.id })).data).to.equal(0);
        expect((await bob.list()).items.map(({ id }) => id)).to.deep.equal([kept.id]);
        expect((await bob.call('read_document', { document_id: ofAda[0] })).status).to.equal(404);
        expect((await ada.call('list_shares', { document_id: ofAda[0] })).data).to.deep.equal([]);
        const again = { document_id: ofAda[0], email: bob.email, permission: 'view' };
        expect((await ada.call('share_document', again)).status).to.equal(200);
        expect((await bob.list()).total_count).to.equal(2);
    });

    it('and offers of a blocked owner do not reach the user, and the owner sees no difference', async () => {
        const [ada, bob, cyd] = [await pro(), await pro(), await pro()];
        const [first, second] = await shareMany(ada, bob.email, 2);
        const offered = await ada.create({ name: 'offered' });
        expect((await bob.call('block_owner', { owner_id: cyd.id })).error?.message).to.equal('NOT_FOUND');
        expect((await bob.call('block_owner', { owner_id: ada.id })).data).to.equal(2);
        expect((await bob.call('block_owner', { owner_id: ada.id })).data).to.equal(0);
        const share = async (documentId: string | undefined, to: Persona | { email: string }) => {
            const { data } = await ada.call('share_document', {
                document_id: documentId,
                email: to.email,
                permission: 'view'
            });
            return Object.keys(data as object).sort();
        };
        expect(await share(first, bob)).to.deep.equal(await share(second, { email: 'nobody@example.com' }));
        await ada.call('offer_ownership', { document_id: offered.id, email: bob.email });
        expect((await bob.list()).total_count).to.equal(0);
        expect((await bob.call('read_document', { document_id: first })).status).to.equal(404);
        expect((await bob.call('list_ownership_offers')).data).to.deep.equal([]);
        expect((await bob.call('accept_ownership', { document_id: offered.id })).status).to.equal(404);
        const blocked = (await bob.call('list_blocked_owners')).data as Array<Record<string, unknown>>;
        expect(blocked.map(({ owner_id, email }) => [owner_id, email])).to.deep.equal([[ada.id, ada.email]]);

        await bob.call('unblock_owner', { owner_id: ada.id });
        expect((await bob.list()).items.map(({ id }) => id)).to.deep.equal([first]);
        expect((await bob.call('list_blocked_owners')).data).to.deep.equal([]);
        expect((await bob.call('list_ownership_offers')).data).to.have.length(1);
    });

    it('can be blocked for at most 1,000 owners, and the error says so', async () => {
        const [ada, bob] = [await pro(), await pro()];
        await shareMany(ada, bob.email, 1);
        await stage.database.query(
            `insert into sanyam_private.blocked_owners (user_id, owner_id, blocked_at)
             select $1, gen_random_uuid(), now() from generate_series(1, 1000)`,
            [bob.id]
        );
        const refused = await bob.call('block_owner', { owner_id: ada.id });
        expect(refused.error?.message).to.equal('TIER_LIMIT_EXCEEDED');
        expect(refused.error?.hint).to.equal('You have blocked 1000 users. Unblock one first.');
        expect((await bob.list()).total_count).to.equal(1);
    });

    it('can end and be blocked while owners save, share and delete at the same time', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const ids = await shareMany(ada, bob.email, 4);
        const answers = await Promise.all(
            Array.from({ length: 10 }, (_, turn) => [
                ada.call('save_document', { document_id: ids[turn % 4], content: 'x'.repeat(turn) }),
                bob.call('save_document', { document_id: ids[turn % 4], content: 'y'.repeat(turn) }),
                ada.call('share_document', { document_id: ids[turn % 4], email: bob.email, permission: 'edit' }),
                ada.call(turn % 2 ? 'trash_document' : 'restore_document', { document_id: ids[0] }),
                bob.call('leave_shares', { owner_id: ada.id }),
                bob.call(turn % 2 ? 'block_owner' : 'unblock_owner', { owner_id: ada.id }),
                ...(turn === 9 ? [ada.call('empty_trash')] : [])
            ]).flat()
        );
        const allowed = ['ok', 'DOCUMENT_NOT_FOUND', 'DOCUMENT_READ_ONLY', 'FORBIDDEN', 'NOT_FOUND'];
        expect(allowed).to.include.members(Object.keys(tally(answers)));
        expect(await recount(stage.database, [ada.id, bob.id])).to.deep.equal({});
    });
});
