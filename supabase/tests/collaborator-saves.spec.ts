// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { depth } from '@sanyam/test-kit/test-depth';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { giveShare, signUpPro } from './support/fixtures.js';
import { OpenTransaction } from './support/open-transaction.js';
import { tally } from './support/share-calls.js';

const ROUNDS = depth(5, 2);

describeOnCloud('saves of a collaborator', stage => {
    /** Signs up Ada, who has two documents, and Bob, who edits one of them. */
    async function scene(): Promise<{ ada: Persona; bob: Persona; shared: CloudDocument; own: CloudDocument }> {
        const [ada, bob] = [await signUpPro(stage.cloud, stage.database), await Persona.signUp(stage.cloud)];
        const [shared, own] = [await ada.create({ content: 'start' }), await ada.create({ content: 'mine' })];
        await giveShare(stage.database, shared, bob, 'edit');
        return { ada, bob, shared, own };
    }

    it('of the same size hold nothing that the owner’s saves of other documents wait for', async () => {
        const { ada, bob, shared, own } = await scene();
        await using saving = await OpenTransaction.begin(stage.cloud, bob);
        await saving.query('select public.save_document($1, $2)', [shared.id, 'START']);
        // More saves wait for the first one.
        const waiting = Array.from({ length: 5 }, (_, turn) => bob.save(shared.id, { content: `longer ${turn}` }));
        await saving.untilItBlocks();
        await using owner = await OpenTransaction.begin(stage.cloud, ada);
        await owner.query(`set local lock_timeout = '2s'`);
        await owner.query('select public.save_document($1, $2)', [own.id, 'mine, and longer']);
        await owner.query(`select public.create_document('new', 'plain', 'text')`);
        await owner.commit();
        await saving.commit();
        expect((await Promise.all(waiting)).map(({ version }) => version).sort()).to.deep.equal([3, 4, 5, 6, 7]);
    });

    it('have stored the text when they lock the owner’s account', async () => {
        const { ada, bob, shared } = await scene();
        await using account = await OpenTransaction.begin(stage.cloud);
        await account.query('select from public.user_profiles p where p.id = $1 for no key update', [ada.id]);
        const saved = bob.save(shared.id, { content: 'longer than at the start' });
        const [pid] = await account.untilItBlocks();
        const [locks] = await stage.database.query(
            `select count(*)::integer as count from pg_locks l
             where l.pid = $1 and l.relation = 'public.document_versions'::regclass and l.mode = 'RowExclusiveLock'`,
            [pid]
        );
        expect(locks).to.deep.equal({ count: 1 });
        await account.commit();
        expect(await saved).to.include({ version: 2 });
    });

    const leave = async (bob: Persona, id: string) => {
        const [share] = await stage.database.query(
            'select s.id from public.document_shares s where s.document_id = $1',
            [id]
        );
        expect((await bob.call('revoke_share', { share_id: share?.['id'] })).error).to.equal(null);
    };
    const lower = (id: string) =>
        stage.database.query(`update public.document_shares set permission = 'view' where document_id = $1`, [id]);
    const ends = {
        leaves: [404, 'DOCUMENT_NOT_FOUND', leave],
        'has only a view share': [403, 'DOCUMENT_READ_ONLY', (_bob: Persona, id: string) => lower(id)]
    } as const;

    for (const [what, [status, code, end]] of Object.entries(ends)) {
        it(`fail with ${code}, and change nothing, when the collaborator ${what} meanwhile`, async () => {
            const { ada, bob, shared } = await scene();
            await using account = await OpenTransaction.begin(stage.cloud);
            await account.query('select from public.user_profiles p where p.id = $1 for no key update', [ada.id]);
            const saved = bob.call('save_document', {
                document_id: shared.id,
                content: 'longer than at the start',
                name: 'renamed.md'
            });
            await account.untilItBlocks();
            await end(bob, shared.id);
            await account.commit();
            const { error, status: answered } = await saved;
            expect([answered, error?.message]).to.deep.equal([status, code]);
            expect(await ada.read(shared.id)).to.include({ version: 1, content: 'start', name: shared.name });
        });
    }

    it('never exceed the owner’s storage, in whatever document they are', async () => {
        const { ada, bob, shared, own } = await scene();
        await giveShare(stage.database, own, bob, 'edit');
        await stage.database.giveOwnTier(ada.id, { max_storage_bytes: 20 }, 'pro');
        const answers = await Promise.all(
            Array.from({ length: 20 }, (_, turn) =>
                [ada, bob][turn % 2]?.call('save_document', {
                    document_id: turn % 4 < 2 ? shared.id : own.id,
                    content: 'x'.repeat(8 + (turn % 8))
                })
            )
        );
        for (const answer of answers) {
            expect(answer?.error?.message ?? 'ok').to.be.oneOf(['ok', 'TIER_LIMIT_EXCEEDED']);
        }
        const { kept, recounted } = await stage.database.counters(ada.id);
        expect(kept).to.deep.equal(recounted);
        expect((kept as number[])[1]).to.be.at.most(20);
    });

    /** What has succeeded in a round at least once: the user, and the function. */
    const succeeded = new Set<string>();

    for (let round = 1; round <= ROUNDS; round++) {
        it(`do not deadlock with anything that the owner does (${round})`, async () => {
            const { ada, bob, shared, own } = await scene();
            const thrownAway = await ada.create();
            await ada.trash(thrownAway.id);
            const system = Persona.serviceRole(stage.cloud);
            const call = async (who: 'Ada' | 'Bob' | 'the job', name: string, values: Record<string, unknown> = {}) => {
                const answer = await { Ada: ada, Bob: bob, 'the job': system }[who].call(name, values);
                if (!answer.error) {
                    succeeded.add(`${who} ${name}`);
                }
                return answer;
            };
            const answers = await Promise.all(
                Array.from({ length: 8 }, (_, turn) => [
                    call('Bob', 'save_document', { document_id: shared.id, content: 'x'.repeat(turn * 1000) }),
                    call('Bob', 'restore_version', { document_id: shared.id, version_number: 1 }),
                    call('Bob', 'name_version', { document_id: shared.id, version_number: 1, name: `${turn}` }),
                    call('Ada', 'save_document', { document_id: own.id, content: 'y'.repeat(turn * 1000) }),
                    call('Ada', 'share_document', { document_id: shared.id, email: bob.email, permission: 'admin' }),
                    call('Ada', 'empty_trash'),
                    call('Ada', turn % 2 ? 'trash_document' : 'restore_document', { document_id: shared.id }),
                    call('Ada', 'offer_ownership', { document_id: shared.id, email: bob.email }),
                    call('the job', 'purge_expired', { batch_size: 1 + (round % 3) }),
                    ...(turn === 4 ? [call('Bob', 'accept_ownership', { document_id: shared.id })] : []),
                    ...(turn === 6 ? [call('Ada', 'delete_my_account')] : [])
                ]).flat()
            );
            const allowed = [
                'ok',
                'DOCUMENT_NOT_FOUND',
                'DOCUMENT_READ_ONLY',
                'FEATURE_NOT_AVAILABLE',
                'FORBIDDEN',
                'TIER_LIMIT_EXCEEDED',
                'UNAUTHORIZED',
                'VERSION_NOT_FOUND'
            ];
            expect(allowed).to.include.members(Object.keys(tally(answers)));
            const { kept, recounted } = await stage.database.counters(bob.id);
            expect(kept).to.deep.equal(recounted);
        });
    }

    it('and all other calls of these rounds have succeeded at least once', () => {
        // An offer can be accepted, and a document restored, only between certain other calls.
        expect([...succeeded]).to.include.members([
            'Bob save_document',
            'Bob restore_version',
            'Bob name_version',
            'Ada save_document',
            'Ada share_document',
            'Ada empty_trash',
            'Ada trash_document',
            'Ada offer_ownership',
            'the job purge_expired',
            'Ada delete_my_account'
        ]);
    });
});
