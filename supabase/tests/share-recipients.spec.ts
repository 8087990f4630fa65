// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { misdirected, newAddress, sees, share, sharesOf, signUpSharer } from './support/share-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

const RACERS = 50;

describeUnderAllGrants('a share with an address', stage => {
    const update = (persona: Persona, assignment: string, value?: string) =>
        stage.database.query(`update auth.users set ${assignment} where id = $1`, [
            persona.id,
            ...(value === undefined ? [] : [value])
        ]);
    const changeAddress = (persona: Persona, email: string) => update(persona, 'email = $2', email);
    const deleteUser = (persona: Persona) => stage.database.query('delete from auth.users where id = $1', [persona.id]);

    it('waits until a user signs up with the address, and then works [FR-036]', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create({ content: 'for bob' });
        const email = newAddress();
        await share(ada, document, email, 'edit');
        const bob = await Persona.signUp(stage.cloud, {}, email.toUpperCase());
        await bob.save(document.id, { content: 'by bob' });
        expect(await sees(bob, document)).to.equal(true);
    });

    it('works only while the user has confirmed the address', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        await update(bob, 'email_confirmed_at = null');
        await share(ada, document, bob.email, 'edit');
        expect(await sees(bob, document)).to.equal(false);
        expect((await bob.client.from('document_shares').select()).data).to.deep.equal([]);
        await update(bob, 'email_confirmed_at = now()');
        expect(await sees(bob, document)).to.equal(true);
        await update(bob, 'email_confirmed_at = null');
        expect(await sees(bob, document)).to.equal(false);
    });

    it('stays with the address when a user changes to another one', async () => {
        const [ada, bob, eve] = [
            await signUpSharer(stage),
            await Persona.signUp(stage.cloud),
            await Persona.signUp(stage.cloud)
        ];
        const [old, fresh] = [await ada.create({ name: 'old' }), await ada.create({ name: 'fresh' })];
        const address = newAddress();
        await share(ada, old, bob.email, 'view');
        await share(ada, fresh, address, 'view');
        await changeAddress(bob, address);
        expect([await sees(bob, old), await sees(bob, fresh)]).to.deep.equal([false, true]);
        await changeAddress(eve, bob.email);
        expect([await sees(eve, old), await sees(eve, fresh)]).to.deep.equal([true, false]);
    });

    it('moves the access when SQL changes the address', async () => {
        const [ada, bob, eve] = [
            await signUpSharer(stage),
            await Persona.signUp(stage.cloud),
            await Persona.signUp(stage.cloud)
        ];
        const document = await ada.create();
        const { id } = await share(ada, document, bob.email, 'edit');
        await stage.database.query('update public.document_shares set email = $2 where id = $1', [id, eve.email]);
        expect([await sees(bob, document), await sees(eve, document)]).to.deep.equal([false, true]);
        expect(await misdirected(stage.database, [bob.email, eve.email])).to.deep.equal([]);
    });

    it('has no effect while its owner has the address', async () => {
        const ada = await signUpSharer(stage);
        const document = await ada.create();
        const address = newAddress();
        await share(ada, document, address, 'view');
        await changeAddress(ada, address);
        expect(await ada.list()).to.include({ total_count: 1 });
        expect(await ada.read(document.id)).to.include({ permission: 'owner' });
        await changeAddress(ada, ada.email);
        const bob = await Persona.signUp(stage.cloud, {}, address);
        expect(await sees(bob, document)).to.equal(true);
    });

    it('survives its recipient, and works for the next user of the address', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        await share(ada, document, bob.email, 'view');
        const before = await sharesOf(ada, document);
        await deleteUser(bob);
        expect(await sharesOf(ada, document)).to.deep.equal(before);
        const next = await Persona.signUp(stage.cloud, {}, bob.email);
        expect(await sees(next, document)).to.equal(true);
    });

    it('is deleted with its document and its owner', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        await share(ada, await ada.create(), bob.email, 'view');
        await deleteUser(ada);
        expect((await bob.client.from('document_shares').select()).data).to.deep.equal([]);
        expect((await bob.list()).items).to.deep.equal([]);
        expect(
            await stage.database.query(
                'select id from public.document_shares where owner_id = $1 union all select share_id from sanyam_private.share_recipients where recipient_id = $2',
                [ada.id, bob.id]
            )
        ).to.deep.equal([]);
    });

    it('prefers a user who signed up with the address over a user of single sign-on', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create();
        await share(ada, document, bob.email, 'view');
        const guest = await Persona.signUp(stage.cloud);
        await stage.database.query('update auth.users set is_sso_user = true, email = $2 where id = $1', [
            guest.id,
            bob.email
        ]);
        expect([await sees(bob, document), await sees(guest, document)]).to.deep.equal([true, false]);
        await deleteUser(bob);
        expect(await sees(guest, document)).to.equal(true);
        const late = await Persona.signUp(stage.cloud);
        await changeAddress(late, bob.email);
        expect([await sees(late, document), await sees(guest, document)]).to.deep.equal([true, false]);
    });

    describe('does not reveal whether the address has an account:', () => {
        /** Returns the columns of a share that should not differ, and whether the row was written again. */
        async function rowOf(id: string): Promise<object> {
            const [row] = await stage.database.query(
                `select s.document_id, s.owner_id, s.permission, s.expires_at, s.created_at = s.updated_at as is_unchanged,
                    case when s.xmax = '0' then 'never' when s.xmax = s.xmin then 'at once' else 'later' end as touched
                 from public.document_shares s where s.id = $1`,
                [id]
            );
            return row ?? {};
        }

        it('the answer and the row are the same, including system columns', async () => {
            const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
            const document = await ada.create();
            const seen = [];
            for (const email of [bob.email, newAddress()]) {
                const { id, ...answer } = await share(ada, document, email, 'view');
                const made = await rowOf(id);
                const again = await share(ada, document, email, 'edit');
                const unlike = { document_id: '', email: '', created_at: '', updated_at: '' };
                seen.push([made, await rowOf(id), { ...answer, ...unlike }, { ...again, ...unlike, id: '' }]);
                const { data } = await ada.client.from('document_shares').select().eq('id', id);
                const [row] = (data ?? []) as object[];
                seen.push(Object.keys(row ?? {}));
            }
            expect(seen.slice(0, 2)).to.deep.equal(seen.slice(2));
            expect(seen[1]).to.deep.equal([
                'id',
                'document_id',
                'owner_id',
                'email',
                'permission',
                'expires_at',
                'created_at',
                'updated_at'
            ]);
        });

        it('nothing changes when a user signs up with the address or deletes the account', async () => {
            const ada = await signUpSharer(stage);
            const document = await ada.create();
            const email = newAddress();
            await share(ada, document, email, 'view');
            const everything = async () => [
                await stage.database.query(
                    `select ctid, xmin, xmax, cmin, cmax, s.* from public.document_shares s where owner_id = $1`,
                    [ada.id]
                ),
                await ada.client.from('document_shares').select('*, documents(*)'),
                await ada.client.from('documents').select(),
                await ada.client.from('user_profiles').select(),
                await sharesOf(ada, document),
                await ada.list()
            ];
            const before = await everything();
            const bob = await Persona.signUp(stage.cloud, {}, email);
            expect(await sees(bob, document)).to.equal(true);
            expect(await everything()).to.deep.equal(before);
            await deleteUser(bob);
            expect(await everything()).to.deep.equal(before);
        });

        it('the recipients are in a schema that the API does not expose [FR-016]', async () => {
            const ada = await signUpSharer(stage);
            for (const table of ['share_recipients', 'ownership_offers']) {
                const { data, status } = await ada.client.schema('sanyam_private').from(table).select();
                expect([data, status]).to.deep.equal([null, 406]);
            }
            for (const name of ['user_of_address', 'has_address']) {
                expect((await ada.call(name, { address: ada.email })).status).to.equal(404);
            }
        });
    });

    describe(`under ${RACERS} requests at once`, () => {
        it('reaches users who sign up at the same time', async () => {
            const ada = await signUpSharer(stage);
            const documents = await Promise.all(Array.from({ length: 5 }, () => ada.create()));
            const emails = Array.from({ length: RACERS / 5 }, newAddress);
            const [, ...personas] = await Promise.all([
                Promise.all(emails.flatMap(email => documents.map(document => share(ada, document, email, 'view')))),
                ...emails.map(email => Persona.signUp(stage.cloud, {}, email))
            ]);
            expect(await misdirected(stage.database, emails)).to.deep.equal([]);
            for (const persona of personas) {
                expect(await persona.list()).to.include({ total_count: documents.length });
            }
        });

        it('stays one share when it is given repeatedly', async () => {
            const ada = await signUpSharer(stage);
            const document = await ada.create();
            const email = newAddress();
            const [bob, ...shares] = await Promise.all([
                Persona.signUp(stage.cloud, {}, email),
                ...Array.from({ length: RACERS }, () => share(ada, document, email, 'edit'))
            ]);
            expect(shares.filter(({ created }) => created)).to.have.length(1);
            expect(await sharesOf(ada, document)).to.have.length(1);
            expect(await sees(bob, document)).to.equal(true);
        });

        it('reaches the right user after addresses moved between users', async () => {
            const ada = await signUpSharer(stage);
            const document = await ada.create();
            const users = await Promise.all(Array.from({ length: 10 }, () => Persona.signUp(stage.cloud)));
            const emails = users.map(user => user.email);
            await Promise.all([
                // Every user gives up the address, and half of them take the address of another.
                ...users.map(async (user, index) => {
                    await changeAddress(user, `${randomUUID()}@example.com`);
                    if (index % 2 === 0) {
                        await changeAddress(user, emails[(index + 2) % 10] ?? '').catch(() => undefined);
                    }
                }),
                ...emails.flatMap(email => [
                    share(ada, document, email, 'view'),
                    share(ada, document, email, 'edit'),
                    ada.call('share_document', { document_id: document.id, email, permission: 'admin' })
                ])
            ]);
            expect(await misdirected(stage.database, emails)).to.deep.equal([]);
        });

        it('causes no error while its recipients are deleted', async () => {
            const ada = await signUpSharer(stage);
            const document = await ada.create();
            const users = await Promise.all(Array.from({ length: 10 }, () => Persona.signUp(stage.cloud)));
            await Promise.all(
                users.flatMap(user => [
                    share(ada, document, user.email, 'view'),
                    deleteUser(user),
                    share(ada, document, user.email, 'edit')
                ])
            );
            expect(
                await misdirected(
                    stage.database,
                    users.map(user => user.email)
                )
            ).to.deep.equal([]);
            expect(await sharesOf(ada, document)).to.have.length(10);
        });
    });
});
