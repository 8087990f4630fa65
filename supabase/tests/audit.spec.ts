// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { type AuditEntry, auditEntrySchema } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { bearerOfKey, createKey, signUpKeyHolder } from './support/api-key-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('the audit log', stage => {
    /** Returns the rows that a user can read, oldest first. */
    async function logOf(user: Persona): Promise<AuditEntry[]> {
        const { data, error } = await user.client.from('audit_log').select().order('id');
        if (error !== null) {
            throw new Error(JSON.stringify(error));
        }
        return data.map(row => auditEntrySchema.strict().parse(row));
    }

    /** Returns the actions of all rows about a user, even after the account is deleted. */
    async function actionsAbout(userId: string): Promise<unknown[]> {
        const rows = await stage.database.query('select action from public.audit_log where user_id = $1 order by id', [
            userId
        ]);
        return rows.map(row => row['action']);
    }

    async function share(owner: Persona, documentId: string, email: string): Promise<string> {
        const [row] = await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             values ($1, $2, $3, 'view', now(), now()) returning id`,
            [documentId, owner.id, email]
        );
        return String(row?.['id']);
    }

    it('records who changed a tier, the old and the new tier, and the reason', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await Persona.serviceRole(stage.cloud).call('set_tier', { user_id: ada.id, tier: 'pro', reason: 'invoice 7' });
        await stage.database.setTier(ada.id, 'enterprise');
        const [billed, set, ...rest] = await logOf(ada);
        expect(billed).to.deep.include({
            user_id: ada.id,
            subject_id: ada.id,
            actor_id: null,
            actor_role: 'service_role',
            actor_key_name: null,
            action: 'tier.changed',
            before: { tier: 'free' },
            after: { tier: 'pro', reason: 'invoice 7' }
        });
        expect(set).to.deep.include({ actor_role: 'postgres', before: { tier: 'pro' }, after: { tier: 'enterprise' } });
        expect(rest).to.deep.equal([]);
    });

    it('gets no row when the tier does not change', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await Persona.serviceRole(stage.cloud).call('set_tier', { user_id: ada.id, tier: 'free' });
        expect(await logOf(ada)).to.deep.equal([]);
    });

    it('records who created and revoked a key, without its secret', async () => {
        const holder = await signUpKeyHolder(stage);
        const { id, prefix, secret } = await createKey(holder, { name: 'nightly' });
        await holder.call('revoke_api_key', { key_id: id });
        await holder.call('revoke_api_key', { key_id: id });
        const [, created, revoked, ...rest] = await logOf(holder);
        const state = { name: 'nightly', prefix, scopes: ['documents:read'], expires_at: null };
        expect(created).to.deep.include({
            actor_id: holder.id,
            actor_role: 'user',
            action: 'key.created',
            subject_id: id,
            before: null,
            after: { ...state, revoked_reason: null }
        });
        expect(revoked).to.deep.include({
            actor_id: holder.id,
            action: 'key.revoked',
            before: { ...state, revoked_reason: null },
            after: { ...state, revoked_reason: 'user' }
        });
        expect(rest).to.deep.equal([]);
        expect(JSON.stringify(await logOf(holder))).not.to.include(secret.slice(-64));
    });

    it('records keys that SQL changes or deletes', async () => {
        const holder = await signUpKeyHolder(stage);
        const { id } = await createKey(holder);
        await stage.database.query(`update public.api_keys set scopes = '{shares:read}' where id = $1`, [id]);
        await stage.database.query('update public.api_keys set last_used_at = now() where id = $1', [id]);
        await stage.database.query('delete from public.api_keys where id = $1', [id]);
        expect((await actionsAbout(holder.id)).slice(1)).to.deep.equal(['key.created', 'key.changed', 'key.revoked']);
    });

    it('records shares the same way whether or not the address has an account', async () => {
        const owner = await signUpKeyHolder(stage);
        const { id: documentId } = await owner.create();
        const known = (await Persona.signUp(stage.cloud)).email;
        const addresses = [known, `${randomUUID()}@example.com`];
        for (const email of addresses) {
            const id = await share(owner, documentId, email);
            await stage.database.query(
                `update public.document_shares set permission = 'edit', expires_at = '2030-01-01' where id = $1`,
                [id]
            );
            await stage.database.query('update public.document_shares set updated_at = now() where id = $1', [id]);
            await stage.database.query('delete from public.document_shares where id = $1', [id]);
        }
        const log = (await logOf(owner)).slice(1);
        expect(log).to.have.length(6);
        const told = addresses.map(email =>
            log
                .filter(({ before, after }) => (after ?? before)?.['email'] === email)
                .map(({ action, before, after }) => ({ action, before, after }))
        );
        const view = { document_id: documentId, email: known, permission: 'view', expires_at: null };
        const edit = { ...view, permission: 'edit', expires_at: '2030-01-01T00:00:00.000000Z' };
        expect(told[0]).to.deep.equal([
            { action: 'share.created', before: null, after: view },
            { action: 'share.changed', before: view, after: edit },
            { action: 'share.revoked', before: edit, after: null }
        ]);
        expect(JSON.stringify(told[1]).replaceAll(addresses[1] ?? '', known)).to.equal(JSON.stringify(told[0]));
    });

    it('gets no row when an account takes or leaves a shared address', async () => {
        const owner = await signUpKeyHolder(stage);
        const { id } = await owner.create();
        const email = `${randomUUID()}@example.com`;
        await share(owner, id, email);
        const before = await logOf(owner);
        const recipient = await Persona.signUp(stage.cloud);
        await stage.database.query('update auth.users set email = $2 where id = $1', [recipient.id, email]);
        expect(await recipient.read(id)).to.include({ permission: 'view' });
        await stage.database.query('delete from auth.users where id = $1', [recipient.id]);
        expect(await logOf(owner)).to.deep.equal(before);
    });

    it('records the address that a document was offered to', async () => {
        const [owner, receiver] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const { id } = await owner.create();
        for (const email of [receiver.email, `${randomUUID()}@example.com`]) {
            const { error } = await owner.call('offer_ownership', { document_id: id, email });
            expect(error).to.equal(null);
            expect((await logOf(owner)).at(-1)).to.deep.include({
                user_id: owner.id,
                actor_id: owner.id,
                actor_role: 'user',
                action: 'ownership.offered',
                subject_id: id,
                before: null,
                after: { email }
            });
        }
        await owner.call('offer_ownership', { document_id: id });
        expect(await logOf(owner)).to.have.length(2);
        expect(await logOf(receiver)).to.deep.equal([]);
    });

    it('records a change of owner for the old and the new owner', async () => {
        const [old, next] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const { id } = await old.create();
        await stage.database.query('update public.documents set owner_id = $2 where id = $1', [id, next.id]);
        for (const owner of [old, next]) {
            expect((await logOf(owner))[0]).to.deep.include({
                user_id: owner.id,
                action: 'ownership.handed_over',
                subject_id: id,
                before: { owner_id: old.id },
                after: { owner_id: next.id }
            });
        }
    });

    it('survives the deletion of the account, which adds one row', async () => {
        const owner = await signUpKeyHolder(stage);
        const { id } = await owner.create();
        await share(owner, id, `${randomUUID()}@example.com`);
        await createKey(owner);
        await stage.database.query('delete from auth.users where id = $1', [owner.id]);
        expect(await actionsAbout(owner.id)).to.deep.equal([
            'tier.changed',
            'share.created',
            'key.created',
            'account.deleted'
        ]);
    });

    it('is readable for its user in a session and for the service role, and for nobody else [FR-016]', async () => {
        const holder = await signUpKeyHolder(stage);
        const key = bearerOfKey(stage, holder, { sanyam_scopes: ['documents:read', 'shares:read'] });
        for (const other of [await Persona.signUp(stage.cloud), Persona.anonymous(stage.cloud), key]) {
            const { data } = await other.client.from('audit_log').select().eq('user_id', holder.id);
            expect(data ?? []).to.deep.equal([]);
        }
        expect(await logOf(holder)).to.have.length(1);
        const { data } = await Persona.serviceRole(stage.cloud)
            .client.from('audit_log')
            .select('action')
            .eq('user_id', holder.id);
        expect(data).to.deep.equal([{ action: 'tier.changed' }]);
    });

    it('cannot be forged, changed or emptied by users or the service role [FR-016]', async () => {
        const holder = await signUpKeyHolder(stage);
        const before = await logOf(holder);
        const forged = { user_id: holder.id, actor_role: 'user', action: 'tier.changed', subject_id: holder.id };
        for (const { client } of [holder, Persona.anonymous(stage.cloud), Persona.serviceRole(stage.cloud)]) {
            for (const { data } of [
                await client.from('audit_log').update({ actor_role: 'user' }).eq('user_id', holder.id).select(),
                await client.from('audit_log').delete().eq('user_id', holder.id).select(),
                await client.from('audit_log').insert(forged).select()
            ]) {
                expect(data ?? []).to.deep.equal([]);
            }
        }
        expect(await logOf(holder)).to.deep.equal(before);
    });

    it('cannot be changed by the owner of the table, except to delete expired rows', async () => {
        const holder = await signUpKeyHolder(stage);
        const attempt = (sql: string) =>
            stage.database.query(sql, [holder.id]).then(
                () => 'done',
                (error: unknown) => (error instanceof Error ? error.message : String(error))
            );
        const refusal = 'Rows of the audit log cannot be changed or deleted.';
        expect(await attempt(`update public.audit_log set actor_role = 'user' where user_id = $1`)).to.equal(refusal);
        expect(await attempt('delete from public.audit_log where user_id = $1')).to.equal(refusal);
        expect(
            await stage.database.query('truncate public.audit_log').catch((error: unknown) => String(error))
        ).to.contain(refusal);
        await stage.database.query(
            `insert into public.audit_log (user_id, actor_role, action, subject_id, created_at)
             select $1, 'postgres', 'tier.changed', $1, now() - make_interval(days => d) from unnest('{364, 366}'::integer[]) d`,
            [holder.id]
        );
        expect(
            await attempt(
                `delete from public.audit_log where user_id = $1 and created_at < now() - interval '365 days'`
            )
        ).to.equal('done');
        expect(await logOf(holder)).to.have.length(2);
        expect(await attempt('delete from public.audit_log where user_id = $1')).to.equal(refusal);
    });

    it('has an index on its user and time', async () => {
        const [row] = await stage.database.query(
            `select pg_get_indexdef('public.audit_rows_of_a_user'::regclass) as definition`
        );
        expect(row?.['definition']).to.contain('(user_id, created_at DESC, id DESC)');
    });
});
