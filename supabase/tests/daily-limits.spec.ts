// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { rateLimitDetailsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { signUpPro } from './support/fixtures.js';
import { accept, documentOf, offer } from './support/ownership-calls.js';
import { failureOf, newAddress, share, tally } from './support/share-calls.js';

/** Requests at once when only `ROOM` of them may pass. */
const RACERS = 12;
const ROOM = 3;

describeOnCloud('the rows that a user adds to the audit log in a day', stage => {
    /** Adds rows by a user to the user's log, as if they had been written at this age. */
    async function past(user: Persona, action: string, rows: number, age: string): Promise<void> {
        await stage.database.query(
            `insert into public.audit_log (user_id, actor_id, actor_role, action, subject_id, created_at)
             select $1, $1, 'user', $2, $1, now() - $4::interval from generate_series(1, $3)`,
            [user.id, action, rows, age]
        );
    }

    async function rowsOf(user: Persona): Promise<unknown> {
        const [row] = await stage.database.query(
            'select count(*)::integer as count from public.audit_log where user_id = $1',
            [user.id]
        );
        return row?.['count'];
    }

    const race = (call: () => ReturnType<Persona['call']>) => Promise.all(Array.from({ length: RACERS }, call));

    it('have a limit of 100 offers, also for offers at the same time [FR-016]', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const { id } = await ada.create();
        await past(ada, 'ownership.offered', 100, '25 hours');
        await past(ada, 'ownership.offered', 100 - ROOM, '23 hours');
        const answers = await race(() => ada.call('offer_ownership', { document_id: id, email: newAddress() }));
        expect(tally(answers)).to.deep.equal({ ok: ROOM, RATE_LIMIT_EXCEEDED: RACERS - ROOM });
        const refused = answers.find(answer => answer.error !== null);
        expect(refused?.status).to.equal(429);
        const { limit, reset_at } = rateLimitDetailsSchema.parse(JSON.parse(refused?.error?.details ?? ''));
        expect(limit).to.equal(100);
        expect(Date.parse(reset_at) - Date.now()).to.be.within(0, 3_600_000);
        expect((await ada.call('offer_ownership', { document_id: id })).status).to.equal(200);
    });

    it('have a limit of 1,000 new and changed shares, and ending a share needs no room [FR-016]', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const { id } = await ada.create();
        const address = newAddress();
        const shared = await ada.call('share_document', { document_id: id, email: address, permission: 'view' });
        await past(ada, 'share.created', 500, '1 hour');
        await past(ada, 'share.changed', 499 - ROOM, '1 hour');
        const answers = await race(() =>
            ada.call('share_document', { document_id: id, email: newAddress(), permission: 'view' })
        );
        expect(tally(answers)).to.deep.equal({ ok: ROOM, RATE_LIMIT_EXCEEDED: RACERS - ROOM });
        const changed = { document_id: id, email: address, permission: 'edit' };
        expect((await ada.call('share_document', changed)).error?.message).to.equal('RATE_LIMIT_EXCEEDED');
        const repeated = { document_id: id, email: address, permission: 'view' };
        expect((await ada.call('share_document', repeated)).status).to.equal(200);
        const revoked = await ada.call('revoke_share', { share_id: (shared.data as { id: string }).id });
        expect(revoked.error).to.equal(null);
    });

    it('have room for shares after a handover, however many admin shares fall with it [FR-016]', async () => {
        const [ada, bob] = [await signUpPro(stage.cloud, stage.database), await signUpPro(stage.cloud, stage.database)];
        const document = await ada.create();
        for (let number = 0; number < ROOM; number++) {
            await share(ada, document, newAddress(), 'admin');
        }
        await offer(ada, document, bob.email);
        // One is the share of the former owner, and one the last of this test.
        await past(bob, 'share.created', 998, '1 hour');
        documentOf(await accept(bob, document));
        await share(bob, document, newAddress(), 'view');
        const answer = await bob.call('share_document', {
            document_id: document.id,
            email: newAddress(),
            permission: 'view'
        });
        expect(failureOf(answer)).to.deep.equal([429, 'RATE_LIMIT_EXCEEDED']);
    });

    it('have a limit of 500 changes of names, with the time of the next one', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const { id } = await ada.create();
        await past(ada, 'version.named', 500, '1 hour');
        const refused = await ada.call('name_version', { document_id: id, version_number: 1, name: 'x' });
        expect(refused.error?.message).to.equal('RATE_LIMIT_EXCEEDED');
        expect(rateLimitDetailsSchema.parse(JSON.parse(refused.error?.details ?? '')).limit).to.equal(500);
    });

    it('have a limit of 200 moves of folders, because each can write 100 MB', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        await ada.call('create_document', { name: 'a.md', language_id: 'markdown', folder: 'one' });
        await past(ada, 'folder.moved', 199, '1 hour');
        const move = (from_folder: string, to_folder: string) => ada.call('move_folder', { from_folder, to_folder });
        expect((await move('one', 'two')).data).to.deep.equal({ count: 1 });
        const refused = await move('two', 'one');
        expect(refused.error?.message).to.equal('RATE_LIMIT_EXCEEDED');
        expect(rateLimitDetailsSchema.parse(JSON.parse(refused.error?.details ?? '')).limit).to.equal(200);
    });

    it('limit no other user', async () => {
        const [ada, bob] = await Promise.all([0, 1].map(() => signUpPro(stage.cloud, stage.database)));
        if (ada === undefined || bob === undefined) {
            throw new Error('There are two users.');
        }
        await past(ada, 'ownership.offered', 100, '1 hour');
        const { id } = await bob.create();
        expect((await bob.call('offer_ownership', { document_id: id, email: ada.email })).status).to.equal(200);
    });

    it('are no more than before after calls that change nothing', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const { id } = await ada.create();
        const share = { document_id: id, email: newAddress(), permission: 'view' };
        await ada.call('share_document', share);
        const before = await rowsOf(ada);
        for (let time = 0; time < 5; time++) {
            await ada.call('share_document', share);
            await ada.call('offer_ownership', { document_id: id });
            await ada.call('name_version', { document_id: id, version_number: 1 });
            await ada.call('restore_document', { document_id: id });
        }
        expect(await rowsOf(ada)).to.equal(before);
    });

    it('have no row for a key that ended long ago and is deleted, and one for a key that still worked', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        await stage.database.query(
            `insert into public.api_keys (user_id, name, prefix, scopes, created_at, expires_at, revoked_at, revoked_reason)
             values
                ($1, 'revoked', 'a', array['documents:read'], now() - interval '99 days', null, now() - interval '91 days', 'user'),
                ($1, 'expired', 'b', array['documents:read'], now() - interval '99 days', now() - interval '91 days', null, null),
                ($1, 'revoked lately', 'c', array['documents:read'], now(), null, now() - interval '89 days', 'user'),
                ($1, 'in use', 'd', array['documents:read'], now() - interval '99 days', now() + interval '1 day', null, null)`,
            [ada.id]
        );
        const before = Number(await rowsOf(ada));
        const { error } = await Persona.serviceRole(stage.cloud).call('purge_expired', { batch_size: 100_000 });
        expect(error).to.equal(null);
        const left = await stage.database.query('select name from public.api_keys where user_id = $1 order by name', [
            ada.id
        ]);
        expect(left.map(row => row['name'])).to.deep.equal(['in use', 'revoked lately']);
        expect(await rowsOf(ada)).to.equal(before);
        await stage.database.query('delete from public.api_keys where user_id = $1', [ada.id]);
        expect(await rowsOf(ada)).to.equal(before + 1);
    });
});
