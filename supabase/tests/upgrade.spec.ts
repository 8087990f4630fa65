// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import { authenticateDirectly, createKey } from './support/api-key-calls.js';
import { recount } from './support/recount.js';
import { share, succeed } from './support/share-calls.js';
import { FIRST_RELEASE, launchUpgraded, MIGRATIONS, type UpgradedCloud } from './support/upgraded-cloud.js';

/** An example migration after all others. It adds columns to two tables, and a function. */
const NEXT_MIGRATION = `
alter table public.tier_limits add column has_templates boolean not null default false;
update public.tier_limits set has_templates = true where tier <> 'free';
alter table public.documents add column note text not null default 'none';

create function public.count_my_documents() returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_caller uuid := sanyam_private.require_caller('documents:read');
begin
    return (select to_json(count(*)) from public.documents d where d.owner_id = v_caller);
end;
$$;
call sanyam_private.expose('public.count_my_documents()', 'authenticated');
`;

/** Tables whose rows change without a user. */
const VOLATILE_TABLES = ['sanyam_private.request_windows'];

const IDEMPOTENT = { name: 'once.md', language_id: 'markdown', content: 'once', idempotency_key: 'the same' };

type Row = Record<string, unknown>;

/** The data of two users of the first release. */
interface Before {
    readonly adaId: string;
    readonly graceId: string;
    readonly saved: string;
    readonly trashed: string;
    readonly shared: string;
    readonly idempotent: unknown;
    readonly secret: string;
    readonly rows: Readonly<Record<string, readonly Row[]>>;
}

/** The jobs that the migrations since the first release have added: reconcile_billing. */
const JOBS_ADDED = 1;

describe('a database of the first release, after an upgrade', () => {
    /** What is open. If a hook fails, the rest is closed. */
    const open = new AsyncDisposableStack();
    let upgraded: UpgradedCloud<Before>;
    let database: Database;
    let ada: Persona;
    let grace: Persona;
    let stateBefore: Before;
    let rowsAfter: Readonly<Record<string, readonly Row[]>>;

    before(async function () {
        upgraded = await launchUpgraded(fill, { nextMigration: NEXT_MIGRATION });
        open.defer(() => upgraded.remove());
        stateBefore = upgraded.before;
        database = new Database(upgraded.cloud.ready);
        open.defer(() => database.close());
        rowsAfter = await allRows(database);
        ada = bearer(stateBefore.adaId);
        grace = bearer(stateBefore.graceId);
    });
    after(() => open.disposeAsync());

    function bearer(id: string): Persona {
        const { ready } = upgraded.cloud;
        return Persona.bearer(ready, mintToken({ sub: id, role: 'authenticated' }, ready.jwtSecret));
    }

    async function fill(ready: ReadyLine): Promise<Before> {
        const old = new Database(ready);
        try {
            const [owner, reader] = [await Persona.signUp(ready), await Persona.signUp(ready)];
            await old.query('update auth.users set email_confirmed_at = now()');
            await old.setTier(owner.id, 'pro');
            const { id: saved } = await owner.create({ name: 'saved.md', content: 'first' });
            await owner.save(saved, { content: 'second' });
            await owner.save(saved, { content: 'third', name: 'renamed.md', origin: 'autosave' });
            const name = { document_id: saved, version_number: 2, name: 'before lunch' };
            succeed(await owner.call('name_version', name));
            const { id: trashed } = await owner.create({ name: 'trashed.md', content: 'thrown away' });
            await owner.trash(trashed);
            const shared = await owner.create({ name: 'shared.md', content: 'for two' });
            await share(owner, shared, reader.email, 'edit');
            succeed(await owner.call('offer_ownership', { document_id: shared.id, email: reader.email }));
            const { secret } = await createKey(owner);
            await authenticateDirectly(old, secret);
            return {
                adaId: owner.id,
                graceId: reader.id,
                saved,
                trashed,
                shared: shared.id,
                idempotent: succeed(await owner.call('create_document', IDEMPOTENT)),
                secret,
                rows: await allRows(old)
            };
        } finally {
            await old.close();
        }
    }

    /** Returns all rows of all tables of Sanyam. */
    async function allRows(at: Database): Promise<Record<string, Row[]>> {
        const tables = await at.query(
            `select c.oid::regclass::text as name from pg_class c
             where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'sanyam_private'::regnamespace)
             order by 1`
        );
        const rows: Record<string, Row[]> = {};
        for (const name of tables.map(table => String(table['name']))) {
            if (!VOLATILE_TABLES.includes(name)) {
                rows[name] = await at.query(`select t.* from ${name} t order by t::text`);
            }
        }
        return rows;
    }

    it('has all earlier rows, and the columns of the new migration', () => {
        for (const [table, rows] of Object.entries(stateBefore.rows)) {
            const columns = Object.keys(rows[0] ?? {});
            const kept = (rowsAfter[table] ?? []).map(row =>
                Object.fromEntries(columns.map(column => [column, row[column]]))
            );
            expect(kept, table).to.include.deep.members([...rows]);
            // Only a migration that adds a job adds a row.
            expect(kept.length - rows.length, table).to.equal(table.endsWith('.jobs') ? JOBS_ADDED : 0);
        }
        expect(Object.keys(stateBefore.rows)).to.include.members(['audit_log', 'document_versions', 'documents']);
        expect(rowsAfter['documents']?.map(row => row['note'])).to.deep.equal(['none', 'none', 'none', 'none']);
    });

    it('has exact counters', async () => {
        expect(await recount(database, [stateBefore.adaId, stateBefore.graceId])).to.deep.equal({});
    });

    it('shows an owner the documents, their history and the trash', async () => {
        expect(await ada.read(stateBefore.saved)).to.include({ name: 'renamed.md', content: 'third', version: 3 });
        expect(await ada.read(stateBefore.trashed)).to.include({ content: 'thrown away', read_only_reason: 'trashed' });
        const { data } = await ada.call('read_version', { document_id: stateBefore.saved, version_number: 2 });
        expect(data).to.include({ name: 'before lunch', content: 'second' });
        expect((await ada.list()).total_count).to.equal(3);
    });

    it('lets the recipient of a share save the document and accept its ownership', async () => {
        expect(await grace.save(stateBefore.shared, { content: 'by grace' })).to.include({ version: 2 });
        succeed(await grace.call('accept_ownership', { document_id: stateBefore.shared }));
        expect(await grace.read(stateBefore.shared)).to.include({ permission: 'owner', content: 'by grace' });
    });

    it('gives a repeated request the same answer', async () => {
        expect((await ada.call('create_document', IDEMPOTENT)).data).to.deep.equal(stateBefore.idempotent);
    });

    it('accepts an earlier API key', async () => {
        expect(await authenticateDirectly(database, stateBefore.secret)).to.include({
            status: 'active',
            user_id: stateBefore.adaId
        });
    });

    it('has the function and the feature of the new migration', async () => {
        expect((await ada.call('count_my_documents')).data).to.equal(
            Number(
                (
                    await database.query('select count(*) as count from public.documents where owner_id = $1', [
                        stateBefore.adaId
                    ])
                )[0]?.['count']
            )
        );
        const { data } = await ada.call('my_account');
        expect(data).to.have.nested.property('features.has_templates', true);
    });

    it('started with the first migration of the folder', async () => {
        expect((await readdir(MIGRATIONS)).filter(name => name.endsWith('.sql')).sort()[0]).to.equal(FIRST_RELEASE);
    });
});
