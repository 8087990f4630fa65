// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { type AuditEntry, auditEntrySchema } from '@sanyam/types';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { History, share, withKey } from './support/version-calls.js';

describeUnderAllGrants('the names of versions of a shared document', stage => {
    /** An owner whose tier keeps `versions` versions, a document with five of them, and users with shares of it. */
    async function cast(versions = 20) {
        const [owner, edit, other, admin] = await Promise.all([
            Persona.signUp(stage.cloud),
            Persona.signUp(stage.cloud),
            Persona.signUp(stage.cloud),
            Persona.signUp(stage.cloud)
        ]);
        const limits = { has_document_versioning: true, max_versions_per_document: versions };
        await stage.database.giveOwnTier(owner.id, limits, 'pro');
        const { id } = await owner.create({ content: 'text 1' });
        for (const number of [2, 3, 4, 5]) {
            await owner.save(id, { content: `text ${number}` });
        }
        await share(stage.database, id, edit, 'edit');
        await share(stage.database, id, other, 'edit');
        await share(stage.database, id, admin, 'admin');
        const historyOf = (who: Persona) => new History(who, id);
        return { owner, edit, other, admin, id, historyOf };
    }

    async function outcome(history: History, version: number, name: string | null): Promise<string> {
        const { error } = await history.call('name_version', { version_number: version, name });
        return error?.message ?? 'ok';
    }

    async function nameOf(history: History, version: number): Promise<string | null> {
        return (await history.read(version)).name;
    }

    async function namingsIn(owner: Persona): Promise<AuditEntry[]> {
        const { data } = await owner.client.from('audit_log').select().like('action', 'version.%').order('id');
        return (data ?? []).map(row => auditEntrySchema.parse(row));
    }

    it('stay when an edit share did not give them, and so does the version [FR-044]', async () => {
        const { owner, edit, id, historyOf } = await cast();
        await historyOf(owner).name(1, 'the contract');
        const editor = historyOf(edit);
        expect(await outcome(editor, 1, null)).to.equal('FORBIDDEN');
        expect(await outcome(editor, 1, 'the contrast')).to.equal('FORBIDDEN');
        // The key of an editor is the editor, and a name that differs in its spaces is the same.
        const key = new History(withKey(stage.cloud, edit, 'key', ['documents:write']), id);
        expect(await outcome(key, 1, null)).to.equal('FORBIDDEN');
        expect(await outcome(editor, 1, ' the contract ')).to.equal('ok');
        for (let count = 0; count < 25; count++) {
            await edit.save(id, { content: `flood ${count}` });
        }
        expect(await historyOf(owner).read(1)).to.include({
            name: 'the contract',
            content: 'text 1',
            named_by: owner.id
        });
    });

    it('are changed by the user who gave them, by the owner and by an admin share', async () => {
        const { owner, edit, other, admin, historyOf } = await cast();
        expect(await historyOf(edit).name(2, 'draft')).to.include({ name: 'draft', named_by: edit.id });
        expect(await outcome(historyOf(other), 2, 'mine')).to.equal('FORBIDDEN');
        expect(await outcome(historyOf(other), 2, null)).to.equal('FORBIDDEN');
        expect(await historyOf(edit).name(2, 'second draft')).to.include({ name: 'second draft' });
        expect(await historyOf(admin).name(2, 'draft of Ed')).to.include({ named_by: admin.id });
        expect(await outcome(historyOf(edit), 2, null)).to.equal('FORBIDDEN');
        expect(await historyOf(owner).name(2, 'reviewed')).to.include({ named_by: owner.id });
        expect(await historyOf(owner).name(2, null)).to.include({ name: null, named_by: null });
        expect(await outcome(historyOf(other), 2, 'free again')).to.equal('ok');
        await historyOf(admin).name(3, 'of an admin share');
        expect(await outcome(historyOf(edit), 3, null)).to.equal('FORBIDDEN');
    });

    it('from earlier releases belong to the owner', async () => {
        const { edit, admin, id, historyOf } = await cast();
        await stage.database.query(
            `update public.document_versions set name = 'old' where document_id = $1 and version_number = 4`,
            [id]
        );
        await stage.database.query('update public.documents set named_version_count = 1 where id = $1', [id]);
        expect(await outcome(historyOf(edit), 4, null)).to.equal('FORBIDDEN');
        expect(await nameOf(historyOf(edit), 4)).to.equal('old');
        expect(await outcome(historyOf(admin), 4, 'renamed')).to.equal('ok');
    });

    it('by others leave room for those of the owner [BY-03]', async () => {
        const { owner, edit, other, admin, historyOf } = await cast(8);
        await historyOf(edit).name(1, 'one');
        await historyOf(other).name(2, 'two');
        for (const who of [edit, other, admin]) {
            const third = await historyOf(who).call('name_version', { version_number: 3, name: 'three' });
            expect([third.status, third.error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
            // Numbers of the owner's plan are not for others.
            expect(JSON.parse(third.error?.details ?? '')).to.deep.equal({ limit_name: 'max_named_versions' });
        }
        await historyOf(owner).name(3, 'three');
        await historyOf(owner).name(4, 'four');
        expect(await outcome(historyOf(owner), 5, 'five')).to.equal('TIER_LIMIT_EXCEEDED');
        await historyOf(owner).name(1, null);
        expect(await outcome(historyOf(owner), 5, 'five')).to.equal('ok');
    });

    it('are in the audit log of the owner with who gave and who changed them', async () => {
        const { owner, edit, admin, id, historyOf } = await cast();
        await historyOf(edit).name(1, 'one');
        await historyOf(edit).name(1, 'one');
        await historyOf(admin).name(1, 'first');
        await historyOf(owner).name(1, null);
        const given = { version_number: 1, name: 'one', named_by: edit.id };
        const changed = { version_number: 1, name: 'first', named_by: admin.id };
        const log = await namingsIn(owner);
        expect(
            log.map(({ action, actor_id, subject_id, before, after }) => ({
                action,
                actor_id,
                subject_id,
                before,
                after
            }))
        ).to.deep.equal([
            { action: 'version.named', actor_id: edit.id, subject_id: id, before: null, after: given },
            { action: 'version.renamed', actor_id: admin.id, subject_id: id, before: given, after: changed },
            { action: 'version.unnamed', actor_id: owner.id, subject_id: id, before: changed, after: null }
        ]);
        expect(await namingsIn(edit)).to.deep.equal([]);
    });

    it('change at most 500 times a day by a user, so that the audit log does not grow without end', async () => {
        const { owner, edit, historyOf } = await cast();
        await stage.database.query(
            `insert into public.audit_log (user_id, actor_id, actor_role, action, subject_id)
             select $1, $2, 'user', 'version.named', $1 from generate_series(1, 499)`,
            [owner.id, edit.id]
        );
        expect(await outcome(historyOf(edit), 1, 'the last for today')).to.equal('ok');
        const refused = await historyOf(edit).call('name_version', { version_number: 1, name: 'one more' });
        expect([refused.status, refused.error?.message]).to.deep.equal([429, 'RATE_LIMIT_EXCEEDED']);
        expect(await outcome(historyOf(owner), 1, 'the owner still may')).to.equal('ok');
    });
});
