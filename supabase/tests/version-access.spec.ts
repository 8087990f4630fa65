// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { History, share, versionCounts, withKey } from './support/version-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

const SHARERS = ['view', 'edit', 'admin'] as const;
const EVERYBODY = ['owner', ...SHARERS, 'stranger', 'anon'] as const;
type Who = (typeof EVERYBODY)[number];

describeUnderAllGrants('the history of a shared document', stage => {
    async function cast(): Promise<Record<Who, Persona> & { id: string }> {
        const owner = await Persona.signUp(stage.cloud);
        await stage.database.setTier(owner.id, 'pro');
        const { id } = await owner.create({ content: 'one' });
        await owner.save(id, { content: 'two' });
        const people = { owner, stranger: await Persona.signUp(stage.cloud), anon: Persona.anonymous(stage.cloud) };
        const [view, edit, admin] = [
            await Persona.signUp(stage.cloud),
            await Persona.signUp(stage.cloud),
            await Persona.signUp(stage.cloud)
        ];
        for (const [permission, recipient] of Object.entries({ view, edit, admin })) {
            await share(stage.database, id, recipient, permission);
        }
        return { ...people, view, edit, admin, id };
    }

    const calls = {
        list_versions: {},
        read_version: { version_number: 1 },
        name_version: { version_number: 1, name: 'named' },
        restore_version: { version_number: 1 }
    };
    type Call = keyof typeof calls;
    const reads = (others: string) => ({ list_versions: others, read_version: others });
    const writes = (others: string) => ({ name_version: others, restore_version: others });

    /** The answer for each user and call. */
    const active: Record<Exclude<Who, 'anon'>, Record<Call, string>> = {
        owner: { ...reads('ok'), ...writes('ok') },
        view: { ...reads('ok'), ...writes('DOCUMENT_READ_ONLY') },
        edit: { ...reads('ok'), ...writes('ok') },
        admin: { ...reads('ok'), ...writes('ok') },
        stranger: { ...reads('DOCUMENT_NOT_FOUND'), ...writes('DOCUMENT_NOT_FOUND') }
    };
    const trashed: typeof active = {
        owner: { ...reads('ok'), ...writes('DOCUMENT_READ_ONLY') },
        view: { ...reads('DOCUMENT_NOT_FOUND'), ...writes('DOCUMENT_NOT_FOUND') },
        edit: { ...reads('DOCUMENT_NOT_FOUND'), ...writes('DOCUMENT_NOT_FOUND') },
        admin: { ...reads('DOCUMENT_NOT_FOUND'), ...writes('DOCUMENT_READ_ONLY') },
        stranger: { ...reads('DOCUMENT_NOT_FOUND'), ...writes('DOCUMENT_NOT_FOUND') }
    };
    for (const [state, table] of Object.entries({ active, trashed })) {
        it(`follows the permission of each user while the document is ${state} [FR-016, FR-037]`, async () => {
            const people = await cast();
            if (state === 'trashed') {
                await people.owner.trash(people.id);
            }
            const given: Record<string, Record<string, string>> = {};
            for (const who of ['owner', ...SHARERS, 'stranger'] as const) {
                const history = new History(people[who], people.id);
                for (const [name, body] of Object.entries(calls)) {
                    const { error } = await history.call(name, body);
                    given[who] = { ...given[who], [name]: error?.message ?? 'ok' };
                }
            }
            expect(given).to.deep.equal(table);
        });
    }

    it('is hidden from anon [FR-016]', async () => {
        const people = await cast();
        for (const [name, body] of Object.entries(calls)) {
            const { status, data } = await new History(people.anon, people.id).call(name, body);
            expect([name, status, data]).to.deep.equal([name, 401, null]);
        }
    });

    it('shows the addresses of the owner and of the reader, and the owner those of users who have or had a share [BY-03]', async () => {
        const people = await cast();
        await people.edit.save(people.id, { content: 'three' });
        await people.admin.save(people.id, { content: 'four' });
        const addresses = async (who: Who) =>
            (await new History(people[who], people.id).list()).items.map(item => item.created_by_email);
        const { email } = people.owner;
        expect(await addresses('owner')).to.deep.equal([people.admin.email, people.edit.email, email, email]);
        expect(await addresses('edit')).to.deep.equal([null, people.edit.email, email, email]);
        expect(await addresses('view')).to.deep.equal([null, null, email, email]);
        const version = await new History(people.edit, people.id).read(3);
        expect(version).to.include({ created_by: people.edit.id, created_by_email: people.edit.email });
        expect(await new History(people.owner, people.id).read(4)).to.include({ created_by_email: people.admin.email });
        await stage.database.query('delete from public.document_shares where document_id = $1 and email = $2', [
            people.id,
            people.edit.email
        ]);
        expect(await addresses('owner')).to.deep.equal([people.admin.email, people.edit.email, email, email]);
        expect(await new History(people.owner, people.id).read(3)).to.include({ created_by_email: people.edit.email });
        // Nobody else sees it: neither who still has a share, nor the author of another version.
        expect(await addresses('admin')).to.deep.equal([people.admin.email, null, email, email]);
        expect(await addresses('view')).to.deep.equal([null, null, email, email]);
    });

    it('forgets the address of an author whose share has ended and whose account is deleted [FR-016, BY-03]', async () => {
        const people = await cast();
        await people.edit.save(people.id, { content: 'three' });
        await stage.database.query('delete from public.document_shares where document_id = $1', [people.id]);
        const known = () =>
            stage.database.query('select email from sanyam_private.known_authors where document_id = $1', [people.id]);
        expect(await known()).to.deep.equal([{ email: people.edit.email }]);
        await stage.database.query('delete from auth.users where id = $1', [people.edit.id]);
        expect(await known()).to.deep.equal([]);
        const [newest] = (await new History(people.owner, people.id).list()).items;
        expect(newest).to.include({ created_by: people.edit.id, created_by_email: null });
    });

    it('names to a new owner the former one, and nobody whose share had ended before [FR-016, BY-03]', async () => {
        const people = await cast();
        await people.edit.save(people.id, { content: 'three' });
        await people.admin.save(people.id, { content: 'four' });
        await stage.database.query('delete from public.document_shares where document_id = $1 and email = $2', [
            people.id,
            people.edit.email
        ]);
        await people.owner.call('offer_ownership', { document_id: people.id, email: people.admin.email });
        const { error } = await people.admin.call('accept_ownership', { document_id: people.id });
        expect(error).to.equal(null);
        await stage.database.query('delete from public.document_shares where document_id = $1', [people.id]);
        const { items } = await new History(people.admin, people.id).list();
        const { email } = people.owner;
        expect(items.slice(-4).map(item => item.created_by_email)).to.deep.equal([
            people.admin.email,
            null,
            email,
            email
        ]);
    });

    it('cannot be changed in the table [FR-016]', async () => {
        const people = await cast();
        const state = await stage.database.snapshot([people.owner.id]);
        for (const who of EVERYBODY) {
            const table = () => people[who].client.from('document_versions');
            await table().update({ name: 'forged' }).eq('document_id', people.id);
            await table().update({ name: null, content: 'forged' }).eq('document_id', people.id);
            await table().delete().eq('document_id', people.id);
        }
        expect(await stage.database.snapshot([people.owner.id])).to.deep.equal(state);
    });

    it('requires the right scopes from an API key', async () => {
        const people = await cast();
        const outcomes = async (...scopes: string[]) => {
            const history = new History(withKey(stage.cloud, people.owner, 'key', scopes), people.id);
            const given: string[] = [];
            for (const [name, body] of Object.entries(calls)) {
                const { error } = await history.call(name, body);
                given.push(error === null ? 'ok' : `${error.message} ${error.details ?? ''}`);
            }
            return given;
        };
        const lacks = (scope: string) => `INSUFFICIENT_SCOPE {"required_scope": "${scope}"}`;
        const [read, write] = [lacks('versions:read'), lacks('documents:write')];
        expect(await outcomes('versions:read')).to.deep.equal(['ok', 'ok', write, write]);
        expect(await outcomes('documents:write')).to.deep.equal([read, read, 'ok', 'ok']);
        expect(await outcomes('documents:read', 'shares:read')).to.deep.equal([read, read, write, write]);
        expect(await outcomes()).to.deep.equal([read, read, write, write]);
        const [newest] = (await new History(people.owner, people.id).list()).items;
        expect(newest).to.include({ origin: 'restore', api_key_name: 'key', created_by: people.owner.id });
        expect(await versionCounts(stage.database, people.id)).to.deep.equal({ kept: 3, recounted: 3 });
    });
});
