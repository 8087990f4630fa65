// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('an idempotency key', stage => {
    it('returns the same answer and creates one document, even after the document changed', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const first = await ada.create({ idempotency_key: 'key', content: 'x' });
        await ada.save(first.id, { content: 'changed' });
        await ada.trash(first.id);
        expect(await ada.create({ idempotency_key: 'key', content: 'x' })).to.deep.equal(first);
        expect(await ada.list()).to.include({ total_count: 0 });
    });

    for (const other of [{ name: 'other' }, { language_id: 'other' }, { content: 'other' }]) {
        it(`is refused with a different ${Object.keys(other).join()}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const body = { name: 'a', language_id: 'b', content: 'c', idempotency_key: 'key' };
            await ada.create(body);
            const { status, error } = await ada.call('create_document', { ...body, ...other });
            expect([status, error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
            expect(JSON.parse(error?.details ?? '')).to.have.nested.property('fields.idempotency_key');
            expect(await ada.list()).to.include({ total_count: 1 });
        });
    }

    it('returns its answer when there is no room for another document', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_documents: 1 }, 'free');
        const first = await ada.create({ idempotency_key: 'key' });
        expect(await ada.create({ idempotency_key: 'key' })).to.deep.equal(first);
    });

    it('can be used again after a failed request', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const tier = await stage.database.giveOwnTier(ada.id, { max_documents: 0 }, 'free');
        const body = { name: 'a', language_id: 'b', idempotency_key: 'key' };
        expect((await ada.call('create_document', body)).status).to.equal(403);
        await stage.database.changeTier(tier, 'max_documents', 1);
        await ada.create(body);
    });

    it('is separate for each user', async () => {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const hers = await ada.create({ idempotency_key: 'key' });
        const his = await bob.create({ idempotency_key: 'key' });
        expect(his.owner_id).to.equal(bob.id);
        expect(his.id).to.not.equal(hers.id);
    });

    it('can be asked for: whether a request of this user has used it', async () => {
        const [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const isUsed = async (user: Persona, key: string) =>
            (await user.call('idempotency_key_is_used', { idempotency_key: key })).data;
        expect(await isUsed(ada, 'key')).to.deep.equal({ is_used: false });
        await ada.create({ idempotency_key: 'key' });
        expect(await isUsed(ada, 'key')).to.deep.equal({ is_used: true });
        for (const [user, key] of [
            [ada, 'other'],
            [bob, 'key']
        ] as const) {
            expect(await isUsed(user, key), key).to.deep.equal({ is_used: false });
        }
        await stage.database.query(
            `update sanyam_private.idempotency_records set created_at = now() - interval '25 hours' where user_id = $1`,
            [ada.id]
        );
        expect(await isUsed(ada, 'key')).to.deep.equal({ is_used: false });
    });

    it('is forgotten after 24 hours', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const first = await ada.create({ idempotency_key: 'key' });
        const age = (hours: number) =>
            stage.database.query(
                `update sanyam_private.idempotency_records set created_at = now() - make_interval(hours => $2)
                 where user_id = $1`,
                [ada.id, hours]
            );
        await age(23);
        expect((await ada.create({ idempotency_key: 'key' })).id).to.equal(first.id);
        await age(25);
        expect((await ada.create({ idempotency_key: 'key' })).id).to.not.equal(first.id);
    });

    it('is forgotten earlier after 10,000 newer keys, and no key is refused', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const first = await ada.create({ idempotency_key: 'first' });
        const second = await ada.create({ idempotency_key: 'second' });
        await stage.database.query(
            `insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
             select $1, 'filler ' || n, '', '{}' from generate_series(1, 9998) n`,
            [ada.id]
        );
        expect(await ada.create({ idempotency_key: 'first' })).to.deep.equal(first);
        const third = await ada.create({ idempotency_key: 'third' });
        expect(await ada.create({ idempotency_key: 'second' })).to.deep.equal(second);
        expect(await ada.create({ idempotency_key: 'third' })).to.deep.equal(third);
        expect((await ada.create({ idempotency_key: 'first' })).id).to.not.equal(first.id);
        const [row] = await stage.database.query(
            'select count(*)::int as kept from sanyam_private.idempotency_records where user_id = $1',
            [ada.id]
        );
        expect(row).to.deep.equal({ kept: 10_000 });
    });

    for (const [what, key] of Object.entries({ empty: '', '256 characters long': 'k'.repeat(256) })) {
        it(`is refused when it is ${what}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { status } = await ada.call('create_document', { name: 'a', language_id: 'b', idempotency_key: key });
            expect(status).to.equal(422);
        });
    }
});
