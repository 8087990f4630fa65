// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { createKey, hashOf, listKeys, signUpKeyHolder } from './support/api-key-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

const DAY = 86_400_000;

describeUnderAllGrants('API keys', stage => {
    it('show their secret only in the answer that creates them [FR-080, FR-081]', async () => {
        const holder = await signUpKeyHolder(stage);
        const { secret, ...key } = await createKey(holder, { scopes: ['documents:read', 'shares:write'] });
        expect(secret.startsWith(`sanyam_${key.prefix}_`)).to.equal(true);
        expect(key).to.deep.include({
            name: 'robot',
            scopes: ['documents:read', 'shares:write'],
            status: 'active',
            expires_at: null,
            revoked_at: null,
            last_used_at: null
        });
        expect((await listKeys(holder)).items).to.deep.equal([key]);
        const { data } = await holder.client.from('api_keys').select();
        expect(JSON.stringify(data)).to.include(key.id).and.not.include(secret.slice(-64));
    });

    it('are stored as a SHA-256 of the whole key [FR-081]', async () => {
        const holder = await signUpKeyHolder(stage);
        const { id, secret } = await createKey(holder);
        const rows = await stage.database.query(
            `select encode(s.secret_hash, 'hex') as hash from sanyam_private.api_key_secrets s where s.key_id = $1`,
            [id]
        );
        expect(rows).to.deep.equal([{ hash: hashOf(secret) }]);
        const [dump] = await stage.database.query(
            `select (select json_agg(k) from public.api_keys k)::text || (select json_agg(a) from public.audit_log a)::text
                as rows`
        );
        expect(dump?.['rows']).to.include(id).and.not.include(secret.slice(-64)).and.not.include(hashOf(secret));
    });

    it('have unique secrets and prefixes', async () => {
        const holder = await signUpKeyHolder(stage);
        const keys = await Promise.all(Array.from({ length: 10 }, () => createKey(holder)));
        expect(new Set(keys.map(key => key.secret.slice(-64))).size).to.equal(10);
        expect(new Set(keys.map(key => key.prefix)).size).to.equal(10);
    });

    it('expire after the given days [FR-080]', async () => {
        const holder = await signUpKeyHolder(stage);
        const { created_at, expires_at } = await createKey(holder, { expires_in_days: 3650 });
        expect(Date.parse(expires_at ?? '') - Date.parse(created_at)).to.equal(3650 * DAY);
    });

    const wrong: Record<string, { body: object; field: string }> = {
        'no name': { body: { name: null }, field: 'name' },
        'an empty name': { body: { name: '' }, field: 'name' },
        'a name of 101 characters': { body: { name: 'ä'.repeat(101) }, field: 'name' },
        'a name of two lines': { body: { name: 'a\nb' }, field: 'name' },
        'no scopes': { body: { scopes: null }, field: 'scopes' },
        'an empty list of scopes': { body: { scopes: [] }, field: 'scopes' },
        'an unknown scope': { body: { scopes: ['documents:read', 'keys:write'] }, field: 'scopes' },
        'an empty scope': { body: { scopes: [''] }, field: 'scopes' },
        'null as a scope': { body: { scopes: [null] }, field: 'scopes' },
        'a nested list': { body: { scopes: [['documents:read']] }, field: 'scopes' },
        'the same scope twice': { body: { scopes: ['documents:read', 'documents:read'] }, field: 'scopes' },
        'an expiry in 0 days': { body: { expires_in_days: 0 }, field: 'expires_in_days' },
        'an expiry in the past': { body: { expires_in_days: -1 }, field: 'expires_in_days' },
        'an expiry in more than ten years': { body: { expires_in_days: 3651 }, field: 'expires_in_days' }
    };
    let asker: Persona;
    before(async () => {
        asker = await signUpKeyHolder(stage);
    });
    for (const [what, { body, field }] of Object.entries(wrong)) {
        it(`cannot be created with ${what}`, async () => {
            const { status, error } = await asker.call('create_api_key', {
                name: 'robot',
                scopes: ['documents:read'],
                ...body
            });
            expect([status, error?.message]).to.deep.equal([422, 'VALIDATION_ERROR']);
            expect(JSON.parse(error?.details ?? ''))
                .to.have.property('fields')
                .that.has.all.keys(field);
            expect((await listKeys(asker)).total_count).to.equal(0);
        });
    }

    it('require a tier that has them [FR-080]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { status, error } = await ada.call('create_api_key', { name: 'a', scopes: ['documents:read'] });
        expect([status, error?.message]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
        expect(JSON.parse(error?.details ?? '')).to.include({
            feature: 'api_keys',
            tier: 'free'
        });
    });

    it('are limited to 100 active keys, even when many are created at once', async () => {
        const holder = await signUpKeyHolder(stage);
        await stage.database.query(
            `insert into public.api_keys (user_id, name, prefix, scopes, created_at, revoked_at, revoked_reason)
             select $1, 'old', '00000000', '{documents:read}', now(), case when n > 95 then now() end,
                case when n > 95 then 'user' end
             from generate_series(1, 105) n`,
            [holder.id]
        );
        const answers = await Promise.all(
            Array.from({ length: 12 }, () => holder.call('create_api_key', { name: 'a', scopes: ['documents:read'] }))
        );
        expect(answers.filter(answer => answer.error === null)).to.have.length(5);
        const refused = answers.find(answer => answer.error !== null);
        expect([refused?.status, refused?.error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(refused?.error?.details ?? '')).to.include({ limit_name: 'api_keys', limit: 100 });
        const [active] = (await listKeys(holder)).items;
        await holder.call('revoke_api_key', { key_id: active?.id });
        await createKey(holder);
    });

    it('are limited to 200 new keys in 24 hours, revoked ones included, and the error says when there is room again', async () => {
        const holder = await signUpKeyHolder(stage);
        // 50 keys are too old to count. The others are 23 hours old, a second apart.
        const [made] = await stage.database.query(
            `with made as (
                insert into public.api_keys (user_id, name, prefix, scopes, created_at, revoked_at, revoked_reason)
                select $1, 'old', '00000000', '{documents:read}',
                    now() - (case when n <= 199 then interval '23 hours' else interval '25 hours' end)
                        - n * interval '1 second',
                    now(), 'user'
                from generate_series(1, 249) n
                returning created_at
            )
            select sanyam_private.rfc3339(min(created_at) + interval '24 hours') as room_at
            from made where created_at > now() - interval '24 hours'`,
            [holder.id]
        );
        await createKey(holder);
        const { status, error } = await holder.call('create_api_key', { name: 'a', scopes: ['documents:read'] });
        expect([status, error?.message]).to.deep.equal([429, 'RATE_LIMIT_EXCEEDED']);
        expect(JSON.parse(error?.details ?? '')).to.deep.equal({ limit: 200, reset_at: made?.['room_at'] });
        await stage.database.query(
            `update public.api_keys set created_at = created_at - interval '2 hours' where user_id = $1 and name = 'old'`,
            [holder.id]
        );
        await createKey(holder);
    });

    it('are listed newest first, in pages, in both directions [FR-082, FR-111]', async () => {
        const holder = await signUpKeyHolder(stage);
        // Same time, so that only the ids decide the order.
        await stage.database.query(
            `insert into public.api_keys (user_id, name, prefix, scopes, created_at)
             select $1, n::text, '00000000', '{documents:read}', '2026-01-01' from generate_series(1, 5) n`,
            [holder.id]
        );
        const newest = await createKey(holder);
        const all = (await listKeys(holder)).items.map(key => key.id);
        expect(all).to.have.length(6);
        expect(all[0]).to.equal(newest.id);
        const pages = [await listKeys(holder, { page_size: 2 })];
        for (let cursor = pages[0]?.next_cursor; typeof cursor === 'string'; cursor = pages.at(-1)?.next_cursor) {
            pages.push(await listKeys(holder, { page_size: 2, cursor }));
        }
        expect(pages.map(page => page.items.map(key => key.id))).to.deep.equal([
            all.slice(0, 2),
            all.slice(2, 4),
            all.slice(4)
        ]);
        expect(pages[0]?.prev_cursor).to.equal(null);
        const back = await listKeys(holder, { page_size: 2, cursor: pages[2]?.prev_cursor, direction: 'prev' });
        expect(back.items).to.deep.equal(pages[1]?.items);
        expect(back).to.include({ total_count: 6, page_size: 2 });
        const first = await listKeys(holder, { page_size: 2, cursor: back.prev_cursor, direction: 'prev' });
        expect(first.items).to.deep.equal(pages[0]?.items);
        expect(first.prev_cursor).to.equal(null);
    });

    it('cannot be listed with an invalid cursor or direction [FR-112]', async () => {
        const holder = await signUpKeyHolder(stage);
        expect((await holder.call('list_api_keys', { cursor: 'nowhere' })).error?.message).to.equal('INVALID_CURSOR');
        expect((await holder.call('list_api_keys', { direction: 'up' })).status).to.equal(422);
    });

    it('stay revoked, and revoking again changes nothing [FR-082]', async () => {
        const holder = await signUpKeyHolder(stage);
        const { id } = await createKey(holder);
        const once = await holder.call('revoke_api_key', { key_id: id });
        expect(once.data).to.include({ id, status: 'revoked', revoked_reason: 'user' });
        expect((await holder.call('revoke_api_key', { key_id: id })).data).to.deep.equal(once.data);
        expect((await listKeys(holder)).items).to.deep.equal([once.data]);
        expect((await holder.call('read_api_key', { key_id: id })).data).to.deep.equal(once.data);
    });

    it('cannot be read or revoked by another user [FR-016]', async () => {
        const holder = await signUpKeyHolder(stage);
        const { id } = await createKey(holder);
        const mallory = await signUpKeyHolder(stage);
        for (const key_id of [id, randomUUID()]) {
            for (const name of ['read_api_key', 'revoke_api_key']) {
                const { status, error } = await mallory.call(name, { key_id });
                expect([status, error?.message], name).to.deep.equal([404, 'API_KEY_NOT_FOUND']);
            }
        }
        expect((await listKeys(mallory)).total_count).to.equal(0);
        expect((await mallory.client.from('api_keys').select()).data).to.deep.equal([]);
        const anon = Persona.anonymous(stage.cloud);
        expect((await anon.client.from('api_keys').select()).data ?? []).to.deep.equal([]);
        expect((await anon.call('revoke_api_key', { key_id: id })).status).to.equal(401);
        expect((await listKeys(holder)).items[0]?.status).to.equal('active');
    });

    it('cannot be created, changed or deleted in the tables [FR-016]', async () => {
        const holder = await signUpKeyHolder(stage);
        const { id } = await createKey(holder);
        await holder.call('revoke_api_key', { key_id: id });
        const before = await stage.database.query('select * from public.api_keys where user_id = $1', [holder.id]);
        const keys = holder.client.from('api_keys');
        const attempts = [
            await keys.update({ revoked_at: null, revoked_reason: null }).eq('id', id).select(),
            await keys
                .update({ scopes: ['documents:write'] })
                .eq('id', id)
                .select(),
            await keys.delete().eq('id', id).select(),
            await keys.insert({
                user_id: holder.id,
                name: 'forged',
                prefix: '00000000',
                scopes: ['documents:write'],
                created_at: new Date().toISOString()
            }),
            await holder.client.schema('sanyam_private').from('api_key_secrets').select()
        ];
        for (const { data } of attempts) {
            expect(data ?? []).to.deep.equal([]);
        }
        expect(
            await stage.database.query('select * from public.api_keys where user_id = $1', [holder.id])
        ).to.deep.equal(before);
    });
});
