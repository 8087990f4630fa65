// SPDX-License-Identifier: MIT

import { depth } from '@sanyam/test-kit/test-depth';
import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { misdirected, newAddress, tally } from './support/share-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

const ROUNDS = depth(6, 3);
const DOCUMENTS = 200;

describeOnCloud('two users who share many documents with each other', stage => {
    /** Shares many documents with an address. The random order makes deadlocks likely. */
    async function shareMany(giver: Persona, email: string): Promise<void> {
        await stage.database.query(
            `with made as (
                insert into public.documents (
                    owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by, deleted_at, deleted_by
                )
                select $1, 'shared.md', 'markdown', 0, now(), now(), $1, now(), $1 from generate_series(1, $3)
                returning id, owner_id
             ),
             texts as (
                insert into public.document_versions (
                    document_id, version_number, content, origin, created_at, created_by,
                    document_name, language_id, size_bytes
                )
                select m.id, 1, '', 'save', now(), m.owner_id, 'shared.md', 'markdown', 0 from made m
             )
             insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             select m.id, m.owner_id, $2, 'admin', now(), now() from made m order by md5(m.id::text)`,
            [giver.id, email, DOCUMENTS]
        );
    }

    async function friends(): Promise<[Persona, Persona]> {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        await shareMany(ada, bob.email);
        await shareMany(bob, ada.email);
        return [ada, bob];
    }

    const left = async (...users: readonly Persona[]) =>
        stage.database.query(
            `select d.id from public.documents d where d.owner_id = any ($1)
             union all
             select s.id from public.document_shares s where s.owner_id = any ($1)
             union all
             select r.share_id from sanyam_private.share_recipients r where r.recipient_id = any ($1)`,
            [users.map(user => user.id)]
        );

    for (let round = 1; round <= ROUNDS; round++) {
        it(`can both delete their accounts at once (${round})`, async () => {
            const [ada, bob] = await friends();
            const answers = await Promise.all([ada.call('delete_my_account'), bob.call('delete_my_account')]);
            expect(tally(answers)).to.deep.equal({ ok: 2 });
            expect(await left(ada, bob)).to.deep.equal([]);
        });

        it(`can empty the trash while the recipient deletes the account (${round})`, async () => {
            const [ada, bob] = await friends();
            const answers = await Promise.all([ada.call('empty_trash'), bob.call('delete_my_account')]);
            expect(tally(answers)).to.deep.equal({ ok: 2 });
            expect(await left(ada, bob)).to.deep.equal([]);
        });

        it(`can empty the trash while an author who has no access any more deletes the account (${round})`, async () => {
            const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
            await shareMany(ada, bob.email);
            await stage.database.query(
                `insert into sanyam_private.known_authors (document_id, user_id, email)
                 select d.id, $2, $3 from public.documents d where d.owner_id = $1 order by md5(d.id::text)`,
                [ada.id, bob.id, bob.email]
            );
            await stage.database.query('delete from public.document_shares where owner_id = $1', [ada.id]);
            const answers = await Promise.all([ada.call('empty_trash'), bob.call('delete_my_account')]);
            expect(tally(answers)).to.deep.equal({ ok: 2 });
            expect(await left(ada, bob)).to.deep.equal([]);
            const known = 'select a.document_id from sanyam_private.known_authors a where a.user_id = $1';
            expect(await stage.database.query(known, [bob.id])).to.deep.equal([]);
        });

        it(`can empty the trash while the recipient changes the address (${round})`, async () => {
            const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
            const address = newAddress();
            await shareMany(ada, bob.email);
            await shareMany(ada, address);
            const [answer] = await Promise.all([
                ada.call('empty_trash'),
                stage.database.query('update auth.users set email = $2 where id = $1', [bob.id, address])
            ]);
            expect(tally([answer])).to.deep.equal({ ok: 1 });
            expect(await misdirected(stage.database, [bob.email, address])).to.deep.equal([]);
        });
    }
});
