// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud, type ReadyLine } from '@sanyam/local-cloud';
import { expect } from 'chai';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Database } from './database.js';
import { Persona } from './persona.js';
import { recount } from './recount.js';
import { mintToken } from './token.js';

const MIGRATIONS = resolve(import.meta.dirname, '..', '..', 'migrations');

/** The last migration of the release that had documents, and neither history nor shares. */
const FIRST_RELEASE = '20261121090800_account.sql';

/** Documents of a user of the first release, by what was done to them. */
interface Before {
    readonly userId: string;
    readonly saved: string;
    readonly renamed: string;
    readonly trashed: string;
    /** For the tests that change them. */
    readonly growing: Record<'save' | 'autosave', string>;
    readonly idempotent: unknown;
    readonly rows: unknown;
}

const IDEMPOTENT = { name: 'once.md', language_id: 'markdown', content: 'once', idempotency_key: 'the same' };

describe('a database of the first release', () => {
    let folder: string;
    let cloud: LaunchedCloud;
    let database: Database;
    let ada: Persona;
    let stateBefore: Before;
    let rowsAfter: unknown;

    before(async function () {
        this.timeout(60_000);
        folder = await mkdtemp(join(tmpdir(), 'sanyam-upgrade-'));
        const migrationsFolder = join(folder, 'supabase', 'migrations');
        await mkdir(migrationsFolder, { recursive: true });
        await cp(join(MIGRATIONS, '..', 'config.toml'), join(migrationsFolder, '..', 'config.toml'));
        for (const name of (await readdir(MIGRATIONS)).filter(name => name <= FIRST_RELEASE)) {
            await cp(join(MIGRATIONS, name), join(migrationsFolder, name));
        }
        const dataFolder = join(folder, 'data');
        cloud = await launchCloud({ dataFolder, migrationsFolder, gateway: false });
        try {
            stateBefore = await fill(cloud.ready);
        } finally {
            await cloud.stop();
        }
        cloud = await launchCloud({ dataFolder, gateway: false });
        database = new Database(cloud.ready);
        rowsAfter = await rowsOf(database);
        const claims = { sub: stateBefore.userId, role: 'authenticated' };
        ada = Persona.bearer(cloud.ready, mintToken(claims, cloud.ready.jwtSecret));
    });
    after(async () => {
        await database.close();
        await cloud.stop();
        await rm(folder, { recursive: true, force: true });
    });

    async function fill(ready: ReadyLine): Promise<Before> {
        const user = await Persona.signUp(ready);
        const { id: saved } = await user.create({ name: 'saved.md', content: 'first' });
        await user.save(saved, { content: 'second' });
        await user.save(saved, { content: 'third', origin: 'autosave' });
        const { id: renamed } = await user.create({ name: 'draft.md', content: 'as it was' });
        await user.save(renamed, { name: 'renamed.md' });
        const { id: trashed } = await user.create({ name: 'trashed.md', content: 'thrown away' });
        await user.trash(trashed);
        const growing = {
            save: (await user.create({ content: 'old' })).id,
            autosave: (await user.create({ content: 'old' })).id
        };
        const idempotent = (await user.call('create_document', IDEMPOTENT)).data;
        const old = new Database(ready);
        try {
            return { userId: user.id, saved, renamed, trashed, growing, idempotent, rows: await rowsOf(old) };
        } finally {
            await old.close();
        }
    }

    /** What the first release knew of its documents. */
    function rowsOf(at: Database): Promise<unknown> {
        return at.query(
            `select d.id, d.owner_id, d.name, d.language_id, d.size_bytes, d.version, d.created_at, d.updated_at,
                d.updated_by, d.deleted_at, d.deleted_by, v.version_number, v.content, v.origin,
                v.created_at as version_created_at, v.created_by
             from public.documents d join public.document_versions v on v.document_id = d.id
             order by d.id, v.version_number`
        );
    }

    it('keeps every document and text as they were', async () => {
        expect(rowsAfter).to.deep.equal(stateBefore.rows);
        expect(await recount(database, [stateBefore.userId])).to.deep.equal({});
    });

    it('gives its user the documents, and the trash', async () => {
        expect(await ada.read(stateBefore.saved)).to.include({ content: 'third', version: 3, read_only_reason: null });
        expect(await ada.read(stateBefore.renamed)).to.include({
            name: 'renamed.md',
            content: 'as it was',
            version: 2
        });
        expect(await ada.read(stateBefore.trashed)).to.include({ content: 'thrown away', read_only_reason: 'trashed' });
        expect((await ada.list()).total_count).to.equal(5);
        expect((await ada.account()).usage.document_count).to.equal(5);
    });

    it('answers a repeated request as it did before', async () => {
        expect((await ada.call('create_document', IDEMPOTENT)).data).to.deep.equal(stateBefore.idempotent);
    });

    for (const origin of ['save', 'autosave'] as const) {
        it(`keeps the text that was there when the first ${origin} comes that has a history`, async () => {
            const id = stateBefore.growing[origin];
            await database.setTier(stateBefore.userId, 'pro');
            await ada.save(id, { content: `changed by ${origin}`, origin });
            await ada.save(id, { content: `changed again by ${origin}`, origin });
            const history = await database.query(
                'select content from public.document_versions where document_id = $1 order by version_number',
                [id]
            );
            expect(history.map(row => row['content'])).to.deep.equal([
                'old',
                ...(origin === 'save' ? ['changed by save'] : []),
                `changed again by ${origin}`
            ]);
            expect(await ada.read(id)).to.include({ version: 3 });
            expect(await recount(database, [stateBefore.userId])).to.deep.equal({});
        });
    }
});
