// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import { newApiKeySchema } from '@sanyam/types';
import { expect } from 'chai';
import { createKey } from './support/api-key-calls.js';
import { succeed } from './support/share-calls.js';
import { launchUpgraded } from './support/upgraded-cloud.js';

/** The names of the documents, and the folders that they had. */
const FOLDERS = {
    first: 'a\uFFFE/b',
    second: 'a\uFFFE/b\u{10FFFF}',
    third: 'a\uFFFF/b',
    // After an ideograph, the selector is right. After U+FFFD, it only hides a difference.
    selected: 'c/\u{2FFFE}\uFE00',
    trashed: 'a\uFFFE',
    taken: 'a\uFFFD',
    long: '\uFFFE'.repeat(255),
    longer: '\uFFFF'.repeat(255),
    other: 'b'
};
const KEY_NAME = 'nightly\uFFFE';

/** Where the documents are after the upgrade. No suffix fits the last two, so they share a folder. */
const RENAMED = {
    first: 'a\uFFFD (2)/b',
    second: 'a\uFFFD (2)/b\uFFFD',
    third: 'a\uFFFD (3)/b',
    selected: 'c/\uFFFD\uFFFD',
    trashed: 'a\uFFFD (2)',
    taken: 'a\uFFFD',
    long: '\uFFFD'.repeat(255),
    longer: '\uFFFD'.repeat(255),
    other: 'b'
};

describe('folders and keys from before noncharacters were refused, after an upgrade', () => {
    /** What is open. If a hook fails, the rest is closed. */
    const open = new AsyncDisposableStack();
    let old: { readonly id: string; readonly places: unknown; readonly keyId: string };
    let database: Database;
    let ada: Persona;

    before(async function () {
        const upgraded = await launchUpgraded(fill, { firstMissing: '20261127084735_noncharacters_in_names.sql' });
        open.defer(() => upgraded.remove());
        old = upgraded.before;
        const { ready } = upgraded.cloud;
        database = new Database(ready);
        open.defer(() => database.close());
        ada = Persona.bearer(ready, mintToken({ sub: old.id, role: 'authenticated' }, ready.jwtSecret));
    });
    after(() => open.disposeAsync());

    const placesOf = (from: Database) =>
        from.query('select d.name, d.version, d.placed_at, d.updated_at from public.documents d order by d.name');

    async function fill(ready: ReadyLine): Promise<typeof old> {
        const first = new Database(ready);
        try {
            const owner = await Persona.signUp(ready);
            await first.setTier(owner.id, 'pro');
            for (const [name, folder] of Object.entries(FOLDERS)) {
                const { id } = await owner.create({ name, folder });
                if (name === 'trashed') {
                    await owner.trash(id);
                }
            }
            const { id: keyId } = await createKey(owner, { name: KEY_NAME });
            return { id: owner.id, places: await placesOf(first), keyId };
        } finally {
            await first.close();
        }
    }

    it('have U+FFFD in place of each noncharacter, with a number where another folder has the name', async () => {
        const rows = await database.query('select d.name, d.folder from public.documents d');
        expect(Object.fromEntries(rows.map(row => [row['name'], row['folder']]))).to.deep.equal(RENAMED);
        expect(await placesOf(database)).to.deep.equal(old.places);
    });

    it('can be listed, searched, moved, and saved in', async () => {
        expect(succeed(await ada.call('list_folders', { folder: RENAMED.trashed }))).to.deep.include({
            items: ['b', 'b\uFFFD']
        });
        const { items } = await ada.list({ folder: RENAMED.first });
        expect(items.map(({ name }) => name)).to.deep.equal(['first']);
        const found = succeed(await ada.call('search_documents', { query: 'second', folder: RENAMED.trashed }));
        expect(found).to.have.property('items').with.length(1);
        const [first] = items;
        expect(await ada.save(first?.id ?? '', { folder: RENAMED.first, content: 'x' })).to.include({ version: 2 });
        const move = { from_folder: RENAMED.third, to_folder: 'd' };
        expect(succeed(await ada.call('move_folder', move))).to.deep.equal({ count: 1 });
    });

    it('keep the names of keys, which can be rotated, but no new key takes such a name', async () => {
        const rotated = await ada.expectSuccess(newApiKeySchema, 'rotate_api_key', { key_id: old.keyId });
        expect(rotated).to.include({ name: KEY_NAME });
        const refused = await ada.call('create_api_key', { name: KEY_NAME, scopes: ['documents:read'] });
        expect(refused.status).to.equal(422);
    });
});
