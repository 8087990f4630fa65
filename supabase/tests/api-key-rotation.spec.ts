// SPDX-License-Identifier: MIT

import type { Persona } from '@sanyam/test-kit/persona';
import { apiKeyUsageSchema, newApiKeySchema, type NewApiKey } from '@sanyam/types';
import { expect } from 'chai';
import { z } from 'zod';
import { authenticate, createKey, listKeys, signUpKeyHolder } from './support/api-key-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

const HOUR = 3_600_000;

describeOnCloud('the rotation of an API key', stage => {
    let holder: Persona;
    beforeEach(async () => {
        holder = await signUpKeyHolder(stage);
    });
    const rotate = (key: NewApiKey, body: object = {}): Promise<NewApiKey> =>
        holder.expectSuccess(newApiKeySchema.strict(), 'rotate_api_key', { key_id: key.id, ...body });

    it('makes a key that works at once, while the old one works until the overlap ends [BY-10]', async () => {
        const old = await createKey(holder, { name: 'nightly', scopes: ['documents:read', 'shares:read'] });
        const next = await rotate(old, { overlap_hours: 2 });
        expect(next).to.deep.include({ name: 'nightly', scopes: old.scopes, expires_at: null, status: 'active' });
        for (const { secret } of [old, next]) {
            expect(await authenticate(stage, secret)).to.include({ status: 'active' });
        }
        const { items } = await listKeys(holder);
        const ends = Date.parse(items.find(({ id }) => id === old.id)?.expires_at ?? '');
        expect(ends - Date.parse(next.created_at)).to.be.within(2 * HOUR - 1000, 2 * HOUR);
        await stage.database.query(`update public.api_keys set expires_at = now() - interval '1 s' where id = $1`, [
            old.id
        ]);
        expect(await authenticate(stage, old.secret)).to.include({ status: 'expired' });
        expect(await authenticate(stage, next.secret)).to.include({ status: 'active' });
    });

    it('revokes the old key at once without an overlap', async () => {
        const old = await createKey(holder);
        await rotate(old, { overlap_hours: 0 });
        expect(await authenticate(stage, old.secret)).to.include({ status: 'revoked' });
        expect((await listKeys(holder)).items[1]).to.include({ status: 'revoked', revoked_reason: 'user' });
    });

    it('never lets the old key live longer, and gives the new one the same lifetime', async () => {
        const old = await createKey(holder, { expires_in_days: 7 });
        const next = await rotate(old, { overlap_hours: 720 });
        const { items } = await listKeys(holder);
        expect(items.find(({ id }) => id === old.id)?.expires_at).to.equal(old.expires_at);
        expect(Date.parse(next.expires_at ?? '') - Date.parse(next.created_at)).to.equal(7 * 24 * HOUR);
        const third = await rotate(next, { expires_in_days: 1 });
        expect(Date.parse(third.expires_at ?? '') - Date.parse(third.created_at)).to.equal(24 * HOUR);
    });

    it('gives the same lifetime to each new key when a key is rotated twice [BY-10]', async () => {
        const endless = await createKey(holder);
        const week = await createKey(holder, { expires_in_days: 7 });
        for (const overlap_hours of [1, 2]) {
            expect(await rotate(endless, { overlap_hours })).to.include({ expires_at: null });
            const next = await rotate(week, { overlap_hours });
            expect(Date.parse(next.expires_at ?? '') - Date.parse(next.created_at)).to.equal(7 * 24 * HOUR);
            // One that was chosen is that of the keys after it.
            const day = await rotate(next, { expires_in_days: 1, overlap_hours: 1 });
            const after = await rotate(day, { overlap_hours: 1 });
            expect(Date.parse(after.expires_at ?? '') - Date.parse(after.created_at)).to.equal(24 * HOUR);
        }
    });

    it('is refused for a key that no longer works, for one of somebody else, and for a wrong time', async () => {
        const old = await createKey(holder);
        const other = await createKey(await signUpKeyHolder(stage));
        const refused = async (key_id: string, body: object = {}) => {
            const { status, error } = await holder.call('rotate_api_key', { key_id, ...body });
            return [status, error?.message];
        };
        expect(await refused(other.id)).to.deep.equal([404, 'API_KEY_NOT_FOUND']);
        for (const body of [
            { overlap_hours: -1 },
            { overlap_hours: 721 },
            { overlap_hours: null },
            { expires_in_days: 0 }
        ]) {
            expect(await refused(old.id, body)).to.deep.equal([422, 'VALIDATION_ERROR']);
        }
        await holder.call('revoke_api_key', { key_id: old.id });
        expect(await refused(old.id)).to.deep.equal([422, 'VALIDATION_ERROR']);
        expect(await refused(old.id, { overlap_hours: 0 })).to.deep.equal([422, 'VALIDATION_ERROR']);
        expect((await listKeys(holder)).total_count).to.equal(1);
    });

    it('makes one key of many rotations without an overlap at the same time', async () => {
        const old = await createKey(holder);
        const body = { key_id: old.id, overlap_hours: 0 };
        const answers = await Promise.all(Array.from({ length: 8 }, () => holder.call('rotate_api_key', body)));
        expect(answers.filter(({ error }) => error === null)).to.have.length(1);
        expect((await listKeys(holder)).items.filter(({ status }) => status === 'active')).to.have.length(1);
    });
});

describeOnCloud('the use of an API key', stage => {
    it('is answered by day, for its owner only [BY-10, FR-084]', async () => {
        const holder = await signUpKeyHolder(stage);
        const key = await createKey(holder);
        await stage.database.query(
            `insert into sanyam_private.api_key_usage (key_id, hour, requests, refused, last_used_at)
             select $1, date_trunc('day', now(), 'UTC') - n * interval '1 hour', 10, 1, now()
             from unnest(array[1, 2, 24 * 40]) n`,
            [key.id]
        );
        await authenticate(stage, key.secret);
        const usage = await holder.expectSuccess(z.array(apiKeyUsageSchema), 'read_api_key_usage', { key_id: key.id });
        expect(usage.map(({ requests, refused }) => [requests, refused])).to.deep.equal([
            [20, 2],
            [1, 0]
        ]);
        expect(usage[1]?.day).to.equal(new Date().toISOString().slice(0, 10));
        const stranger = await signUpKeyHolder(stage);
        expect((await stranger.call('read_api_key_usage', { key_id: key.id })).status).to.equal(404);
        expect((await holder.call('read_api_key_usage', { key_id: key.id, days: 367 })).status).to.equal(422);
    });
});
