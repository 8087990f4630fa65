// SPDX-License-Identifier: MIT

import { featureDetailsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection } from '../test/rejection';
import type { ApiKeyRequest } from './cloud-api-keys';

const key: ApiKeyRequest = { name: 'backup', scopes: ['documents:read', 'versions:read'], expires_in_days: 30 };

describe('CloudApiKeys', () => {
    it('returns the secret once [FR-080, FR-081]', async () => {
        const { store } = await signUpProUser();
        const created = await store.apiKeys.create(key);
        expect(created).to.include({ name: 'backup', status: 'active', revoked_at: null, last_used_at: null });
        expect(created.scopes).to.deep.equal(key.scopes);
        expect(created.secret).to.match(new RegExp(`^sanyam_${created.prefix}_[0-9a-f]{64}$`));
        const { items } = await store.apiKeys.list();
        const { secret, ...listed } = created;
        expect(items).to.deep.equal([listed]);
        expect(JSON.stringify(items)).to.not.contain(secret);
    });

    it('lists keys newest first, in pages, including revoked ones [FR-082, FR-111]', async () => {
        const { store } = await signUpProUser();
        const keys = [];
        for (const name of ['a', 'b', 'c']) {
            keys.push(await store.apiKeys.create({ ...key, name }));
        }
        expect(await store.apiKeys.revoke(keys[2]?.id ?? '')).to.include({ name: 'c', status: 'revoked' });
        const first = await store.apiKeys.list({ page_size: 2 });
        expect(first.items.map(({ name, status }) => [name, status])).to.deep.equal([
            ['c', 'revoked'],
            ['b', 'active']
        ]);
        const second = await store.apiKeys.list({ page_size: 2, cursor: first.next_cursor ?? '' });
        expect(second.items.map(({ name }) => name)).to.deep.equal(['a']);
    });

    it('reads one key, without its secret', async () => {
        const { store } = await signUpProUser();
        const { secret, ...made } = await store.apiKeys.create(key);
        expect(await store.apiKeys.read(made.id)).to.deep.equal(made);
        expect(secret).to.match(/^sanyam_/);
    });

    it('treats a key of another user like one that does not exist [FR-014]', async () => {
        const [owner, stranger] = await Promise.all([signUpProUser(), signUpProUser()]);
        const { id } = await owner.store.apiKeys.create(key);
        for (const keyId of [id, randomUUID()]) {
            expect((await rejection(stranger.store.apiKeys.read(keyId))).code).to.equal('API_KEY_NOT_FOUND');
            expect((await rejection(stranger.store.apiKeys.revoke(keyId))).code).to.equal('API_KEY_NOT_FOUND');
        }
        expect((await owner.store.apiKeys.list()).items[0]?.status).to.equal('active');
    });

    it('requires a tier with API keys [FR-080]', async () => {
        const { store } = await signUpCloudUser();
        const error = await rejection(store.apiKeys.create(key));
        expect(featureDetailsSchema.parse(error.details)).to.include({ feature: 'api_keys' });
    });

    it('refuses a key without a name or scope, or with an invalid expiry, before it is sent', async () => {
        const { store } = await signUpProUser();
        const invalid: ReadonlyArray<[Partial<ApiKeyRequest>, string]> = [
            [{ name: '' }, 'fields.name'],
            [{ name: 'x'.repeat(101) }, 'fields.name'],
            [{ scopes: [] }, 'fields.scopes'],
            [{ expires_in_days: 0 }, 'fields.expires_in_days'],
            [{ expires_in_days: 1.5 }, 'fields.expires_in_days']
        ];
        for (const [change, field] of invalid) {
            expect((await rejection(store.apiKeys.create({ ...key, ...change }))).details).to.have.nested.property(
                field
            );
        }
    });
});
