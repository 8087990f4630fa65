// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { signUpPro } from './support/fixtures.js';
import { OpenTransaction } from './support/open-transaction.js';
import { share, tally } from './support/share-calls.js';

describeOnCloud('the saves of an owner', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    /** Saves as a user, and fails instead of waiting for another transaction. */
    async function saveWithoutWaiting(user: Persona, { id }: Pick<CloudDocument, 'id'>): Promise<void> {
        await using saving = await OpenTransaction.begin(stage.cloud, user);
        await saving.query(`set local lock_timeout = '2s'`);
        await saving.query('select public.save_document($1, $2)', [id, 'longer than before']);
        await saving.commit();
    }

    /** What a user does, before and in the transaction during which the owner saves. */
    interface Leaving {
        readonly before?: (user: Persona, owner: Persona) => Promise<unknown>;
        readonly statement: string;
        readonly value: 'owner' | 'share';
    }
    const block = (user: Persona, owner: Persona) => user.call('block_owner', { owner_id: owner.id });
    const ways: Readonly<Record<string, Leaving>> = {
        'leaves the owner’s shares': { statement: 'select public.leave_shares($1)', value: 'owner' },
        'leaves one share': { statement: 'select public.revoke_share($1)', value: 'share' },
        'blocks the owner': { statement: 'select public.block_owner($1)', value: 'owner' },
        'has blocked the owner, and leaves nothing': {
            before: block,
            statement: 'select public.leave_shares($1)',
            value: 'owner'
        },
        'has blocked the owner, and blocks again': {
            before: block,
            statement: 'select public.block_owner($1)',
            value: 'owner'
        },
        'unblocks the owner': { before: block, statement: 'select public.unblock_owner($1)', value: 'owner' }
    };
    for (const [way, { before, statement, value }] of Object.entries(ways)) {
        it(`do not wait for a user who ${way}`, async () => {
            const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
            const [shared, own] = [await ada.create(), await ada.create()];
            const { id } = await share(ada, shared, bob.email, 'view');
            await before?.(bob, ada);
            await using leaving = await OpenTransaction.begin(stage.cloud, bob);
            await leaving.query(statement, [value === 'owner' ? ada.id : id]);
            await saveWithoutWaiting(ada, own);
            await leaving.commit();
        });
    }

    it('do not wait for a user who waits for the own address to leave a share', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        const [shared, own] = [await ada.create(), await ada.create()];
        const { id } = await share(ada, shared, bob.email, 'view');
        await using holding = await OpenTransaction.begin(stage.cloud);
        await holding.query('select sanyam_private.lock_address($1)', [bob.email]);
        const left = bob.call('revoke_share', { share_id: id });
        await holding.untilItBlocks();
        await saveWithoutWaiting(ada, own);
        await saveWithoutWaiting(ada, shared);
        await holding.commit();
        expect((await left).error).to.equal(null);
    });

    it('of a shared document do not wait while its recipient unblocks another owner', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await Persona.signUp(stage.cloud)];
        const [shared, other] = [await ada.create(), await cyd.create()];
        await share(ada, shared, bob.email, 'view');
        await share(cyd, other, bob.email, 'view');
        await block(bob, cyd);
        await share(cyd, other, bob.email, 'view');
        await using unblocking = await OpenTransaction.begin(stage.cloud, bob);
        await unblocking.query('select public.unblock_owner($1)', [cyd.id]);
        await saveWithoutWaiting(ada, shared);
        await unblocking.commit();
        expect((await bob.list()).items.map(({ id }) => id).sort()).to.deep.equal([shared.id, other.id].sort());
    });

    it('and a block that its user makes and ends at the same moment end without a deadlock', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        await share(ada, await ada.create(), bob.email, 'view');
        await block(bob, ada);
        await using blocking = await OpenTransaction.begin(stage.cloud, bob);
        await blocking.query('select public.leave_shares($1)', [ada.id]);
        const unblocked = bob.call('unblock_owner', { owner_id: ada.id });
        await blocking.untilItBlocks();
        await blocking.query('select public.block_owner($1)', [ada.id]);
        await blocking.commit();
        expect((await unblocked).error).to.equal(null);
        expect((await bob.call('list_blocked_owners')).data).to.deep.equal([]);
    });

    it('of a shared document do not wait while its recipient gives another document away', async () => {
        const [ada, cyd, bob] = [await pro(), await pro(), await pro()];
        const [shared, given] = [await ada.create(), await bob.create()];
        await share(ada, shared, bob.email, 'view');
        await bob.call('offer_ownership', { document_id: given.id, email: cyd.email });
        await using accepting = await OpenTransaction.begin(stage.cloud, cyd);
        await accepting.query('select public.accept_ownership($1)', [given.id]);
        await saveWithoutWaiting(ada, shared);
        await accepting.commit();
        expect((await bob.list()).items.map(({ id }) => id).sort()).to.deep.equal([shared.id, given.id].sort());
    });

    it('and shares that users leave while the owner shares again end without a deadlock', async () => {
        const [ada, bob] = [await pro(), await Persona.signUp(stage.cloud)];
        const documents = await Promise.all(Array.from({ length: 4 }, () => ada.create()));
        const answers = await Promise.all(
            Array.from({ length: 10 }, (_, turn) => [
                ...documents.map(({ id }) =>
                    ada.call('share_document', {
                        document_id: id,
                        email: bob.email,
                        permission: turn % 2 ? 'edit' : 'view'
                    })
                ),
                bob.call('leave_shares', { owner_id: ada.id }),
                ada.call('save_document', { document_id: documents[turn % 4]?.id, content: 'x'.repeat(turn) })
            ]).flat()
        );
        expect(tally(answers)).to.deep.equal({ ok: 60 });
    });

    it('and the blocks of 1,000 owners are exact, also of several at the same time', async () => {
        const [bob, ...owners] = await Promise.all(Array.from({ length: 7 }, pro));
        if (bob === undefined) {
            throw new Error('Nobody signed up.');
        }
        for (const owner of owners) {
            await share(owner, await owner.create(), bob.email, 'view');
        }
        await stage.database.query(
            `insert into sanyam_private.blocked_owners (user_id, owner_id, blocked_at)
             select $1, gen_random_uuid(), now() from generate_series(1, 998)`,
            [bob.id]
        );
        const answers = await Promise.all(owners.map(owner => block(bob, owner)));
        expect(tally(answers)).to.deep.equal({ ok: 2, TIER_LIMIT_EXCEEDED: 4 });
        expect((await bob.call('list_blocked_owners')).data).to.have.length(1000);
    });
});
