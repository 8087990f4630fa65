// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import type { Persona } from '@sanyam/test-kit/persona';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { signUpPro } from './support/fixtures.js';
import { recount } from './support/recount.js';
import { tally } from './support/share-calls.js';

/** The most shares that a user receives in these tests. */
const MOST = 3;

describe('the number of shares that a user receives', () => {
    let cloud: ReadyLine;
    let database: Database;

    const setMost = (most: number) =>
        database.query(
            `create or replace function sanyam_private.most_received_shares() returns integer
             language sql immutable return ${most}`
        );
    const pro = () => signUpPro(cloud, database);
    const share = async (owner: Persona, user: Persona) => {
        const { id } = await owner.create();
        const answer = await owner.call('share_document', { document_id: id, email: user.email, permission: 'view' });
        expect(answer.status).to.equal(200);
        return { id, share_id: (answer.data as { id: string }).id, answer };
    };
    const reads = (user: Persona, shares: readonly { id: string }[]) =>
        Promise.all(shares.map(async ({ id }) => (await user.call('read_document', { document_id: id })).status));

    before(async () => {
        cloud = await ownTestCloud();
        database = new Database(cloud);
        expect(await database.query('select sanyam_private.most_received_shares() as most')).to.deep.equal([
            { most: 10_000 }
        ]);
        await setMost(MOST);
    });
    after(async () => {
        await setMost(10_000);
        await database.close();
    });

    it('has a limit, and one share too many waits, also of two at the same time', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await pro()];
        for (let number = 1; number < MOST; number++) {
            await share(ada, bob);
        }
        const shares = await Promise.all([share(cyd, bob), share(cyd, bob)]);
        expect(tally(shares.map(({ answer }) => answer))).to.deep.equal({ ok: 2 });
        expect((await bob.list({ page_size: 1 })).total_count).to.equal(MOST);
        expect((await reads(bob, shares)).sort()).to.deep.equal([200, 404]);
        expect((await bob.call('leave_shares', { owner_id: ada.id })).data).to.equal(MOST - 1);
        expect(await reads(bob, shares)).to.deep.equal([200, 200]);
        expect(await recount(database, [ada.id, bob.id, cyd.id])).to.deep.equal({});
    });

    /** The ways in which a share of an owner ends. */
    const ends: Readonly<
        Record<string, (owner: Persona, ended: { id: string; share_id: string }, user: Persona) => Promise<unknown>>
    > = {
        'another owner revokes one': (owner, { share_id }) => owner.call('revoke_share', { share_id }),
        'the user leaves one': (_owner, { share_id }, user) => user.call('revoke_share', { share_id }),
        'another owner deletes a document': async (owner, { id }) => {
            await owner.trash(id);
            return owner.call('purge_document', { document_id: id });
        },
        'another owner empties the trash': async (owner, { id }) => {
            await owner.trash(id);
            return owner.call('empty_trash');
        },
        'the account of another owner ends': owner => owner.call('delete_my_account')
    };
    for (const [how, end] of Object.entries(ends)) {
        it(`leaves room for the oldest waiting share when ${how}`, async () => {
            const [ada, cyd, dan, bob] = [await pro(), await pro(), await pro(), await pro()];
            const ended = await share(ada, bob);
            for (let number = 1; number < MOST; number++) {
                await share(cyd, bob);
            }
            const blocked = await share(dan, bob);
            await database.query(
                'insert into sanyam_private.blocked_owners (user_id, owner_id, blocked_at) values ($1, $2, now())',
                [bob.id, dan.id]
            );
            const waiting = [await share(cyd, bob), await share(cyd, bob)];
            expect(await reads(bob, [blocked, ...waiting])).to.deep.equal([404, 404, 404]);
            await end(ada, ended, bob);
            expect(await reads(bob, [blocked, ...waiting])).to.deep.equal([404, 200, 404]);
            expect((await bob.list()).total_count).to.equal(MOST);
            expect(await recount(database, [bob.id, cyd.id, dan.id])).to.deep.equal({});
        });
    }

    it('does not keep the user from blocking the owner of a share that waits', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await pro()];
        for (let number = 1; number <= MOST; number++) {
            await share(ada, bob);
        }
        const waiting = await share(cyd, bob);
        const later = await share(await pro(), bob);
        expect((await bob.call('block_owner', { owner_id: cyd.id })).data).to.equal(0);
        expect((await bob.call('leave_shares', { owner_id: ada.id })).data).to.equal(MOST);
        expect(await reads(bob, [waiting, later])).to.deep.equal([404, 200]);
    });

    it('stays the limit when several end at the same time', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await pro()];
        const ended = [await share(ada, bob), await share(cyd, bob)];
        await share(ada, bob);
        const waiting = [await share(ada, bob), await share(cyd, bob), await share(cyd, bob)];
        const answers = await Promise.all([
            ada.call('revoke_share', { share_id: ended[0]?.share_id }),
            cyd.call('revoke_share', { share_id: ended[1]?.share_id })
        ]);
        expect(tally(answers)).to.deep.equal({ ok: 2 });
        expect(await reads(bob, waiting)).to.deep.equal([200, 200, 404]);
        expect((await bob.list()).total_count).to.equal(MOST);
    });
});
