// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/local-cloud';
import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { PostgrestDatabaseSession } from '../common/postgrest-database-session';
import { signUpCloudUser, signUpProUser } from '../test/cloud-user';
import { rejection, rejectionCodes } from '../test/rejection';
import { SystemDatabase } from './system-database';

async function systemDatabase(withKey: 'serviceRoleKey' | 'anonKey' = 'serviceRoleKey'): Promise<SystemDatabase> {
    const { supabaseUrl, [withKey]: key } = await testCloud();
    const client = createClient(supabaseUrl, key, { auth: { persistSession: false } });
    return new SystemDatabase(new PostgrestDatabaseSession(client, supabaseUrl));
}

describe('SystemDatabase', () => {
    it('says whose key it is and what it is good for, and counts the request', async () => {
        const [system, { id, store }] = await Promise.all([systemDatabase(), signUpProUser()]);
        const key = await store.createApiKey({ name: 'backup', scopes: ['documents:read'] });
        const authentication = await system.authenticateApiKey(key.secret);
        expect(authentication).to.deep.include({
            status: 'active',
            allowed: true,
            key_id: key.id,
            key_name: 'backup',
            user_id: id,
            scopes: ['documents:read']
        });
        expect(authentication).to.have.nested.property('tier_limits.tier', 'pro');
        expect(authentication).to.deep.nested.include({ 'window.limit': 1000, 'window.used': 1 });
        const counted = await system.countRequest(id);
        expect([counted.allowed, counted.window.used, counted.window.remaining]).to.deep.equal([true, 2, 998]);
    });

    it('tells revoked from unknown keys', async () => {
        const [system, { store }] = await Promise.all([systemDatabase(), signUpProUser()]);
        const key = await store.createApiKey({ name: 'backup', scopes: ['documents:read'] });
        await store.revokeApiKey(key.id);
        expect(await system.authenticateApiKey(key.secret)).to.include({ status: 'revoked', key_id: key.id });
        expect(await system.authenticateApiKey(`sanyam_x_${randomUUID()}`)).to.include({
            status: 'unknown',
            user_id: null
        });
    });

    it('changes a tier with all that follows from it', async () => {
        const [system, { id, email, store }] = await Promise.all([systemDatabase(), signUpProUser()]);
        const key = await store.createApiKey({ name: 'backup', scopes: ['documents:read'] });
        expect(await system.setTier(id, 'free', 'The card expired.')).to.include({ id, email, tier: 'free' });
        expect((await system.authenticateApiKey(key.secret)).status).to.equal('revoked');
        expect((await rejection(system.setTier(id, 'platinum', ''))).code).to.equal('VALIDATION_ERROR');
        expect((await rejection(system.setTier(randomUUID(), 'pro', ''))).code).to.equal('NOT_FOUND');
    });

    it('deletes what is past its retention, and nothing else', async () => {
        const [system, { store }] = await Promise.all([systemDatabase(), signUpCloudUser()]);
        const { id } = await store.create({ name: 'notes.md', language_id: 'markdown', content: '' });
        await store.trash(id);
        const purged = await system.purgeExpired(10);
        expect(purged).to.include.keys('documents', 'versions');
        expect((await store.list({ state: 'trashed' })).total_count).to.equal(1);
        expect((await rejection(system.purgeExpired(0))).code).to.equal('VALIDATION_ERROR');
    });

    it('does nothing for anybody but the service role', async () => {
        const [intruder, { id }] = await Promise.all([systemDatabase('anonKey'), signUpCloudUser()]);
        const works = [
            intruder.authenticateApiKey('sanyam_x_y'),
            intruder.countRequest(id),
            intruder.setTier(id, 'pro', ''),
            intruder.purgeExpired()
        ];
        expect(await rejectionCodes(works)).to.deep.equal(['UNAUTHORIZED']);
    });
});
