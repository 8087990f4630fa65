// SPDX-License-Identifier: MIT

import { launchCloud } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOnCloud } from './support/describe-on-cloud.js';

describeOnCloud('a profile', stage => {
    it('exists as soon as its user, with the default tier and no usage [FR-132]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const account = await ada.account();
        expect(account.profile).to.deep.equal({
            id: ada.id,
            email: ada.email,
            tier: 'free',
            created_at: account.profile.created_at,
            updated_at: account.profile.created_at
        });
        expect(account.usage).to.deep.equal({ document_count: 0, storage_used_bytes: 0, trash_count: 0 });
        expect(account.features).to.deep.equal({
            has_cloud_storage: true,
            has_cloud_auth: true,
            has_document_sharing: false,
            has_document_versioning: false,
            has_api_keys: false,
            has_realtime_collaboration: false,
            has_azure_ad: false,
            has_document_recovery: false
        });
    });

    it('ignores a tier in the metadata that a client sends [FR-016]', async () => {
        const ada = await Persona.signUp(stage.cloud, { tier: 'enterprise', app_metadata: { tier: 'enterprise' } });
        await ada.client.auth.updateUser({ data: { tier: 'enterprise' } });
        expect((await ada.account()).profile.tier).to.equal('free');
    });

    it('follows the email address of its user', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const email = `${randomUUID()}@example.com`;
        await stage.database.query('update auth.users set email = $2 where id = $1', [ada.id, email]);
        expect((await ada.account()).profile.email).to.equal(email);
        expect(await ada.create()).to.include({ owner_email: email });
    });

    it('changes its time for a new tier, but not for a counter', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const before = (await ada.account()).profile;
        await ada.create({ content: 'counted' });
        expect((await ada.account()).profile.updated_at).to.equal(before.updated_at);
        await stage.database.setTier(ada.id, 'pro');
        expect((await ada.account()).profile.updated_at > before.updated_at).to.equal(true);
    });

    it('is deleted with its user, and so are the documents', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'gone', idempotency_key: 'gone' });
        await stage.database.query('delete from auth.users where id = $1', [ada.id]);
        const rows = await stage.database.query(
            `select id from public.user_profiles where id = $1
             union all select id from public.documents where owner_id = $1
             union all select document_id from public.document_versions where document_id = $2
             union all select user_id from sanyam_private.idempotency_records where user_id = $1`,
            [ada.id, id]
        );
        expect(rows).to.deep.equal([]);
    });

    it('returns 401 for a token of a deleted user', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.query('delete from auth.users where id = $1', [ada.id]);
        for (const name of ['my_account', 'create_document']) {
            const { status, error } = await ada.call(
                name,
                name === 'my_account' ? {} : { name: 'a', language_id: 'b' }
            );
            expect([status, error?.message, error?.details]).to.deep.equal([
                401,
                'UNAUTHORIZED',
                '{"reason": "invalid"}'
            ]);
        }
    });

    it('accepts a new tier from the service role, and no other change [FR-015]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const profiles = () => Persona.serviceRole(stage.cloud).client.from('user_profiles');
        expect((await profiles().update({ tier: 'pro' }).eq('id', ada.id)).error).to.equal(null);
        expect((await ada.account()).profile.tier).to.equal('pro');
        expect((await profiles().update({ storage_used_bytes: 0 }).eq('id', ada.id)).status).to.equal(403);
        expect((await profiles().delete().eq('id', ada.id)).status).to.equal(403);
        expect((await profiles().select('email').eq('id', ada.id)).data).to.deep.equal([{ email: ada.email }]);
    });

    it('starts with the configured default tier, or with free when that tier is unknown [FR-131, FR-132]', async () => {
        const own = await launchCloud({ defaultTier: 'pro', gateway: false });
        const ownDatabase = new Database(own.ready);
        const firstTier = async () => (await (await Persona.signUp(own.ready)).account()).profile.tier;
        try {
            expect(await firstTier()).to.equal('pro');
            await ownDatabase.query(`update sanyam_private.settings set default_tier = 'platinum'`);
            expect(await firstTier()).to.equal('free');
        } finally {
            await ownDatabase.close();
            await own.stop();
        }
    });
});
