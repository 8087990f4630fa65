// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { createKey } from './support/api-key-calls.js';
import { share, succeed } from './support/share-calls.js';
import { launchUpgraded } from './support/upgraded-cloud.js';

const NFD = 'Café.md'.normalize('NFD');
const HIDDEN = 'invoice\u202Efdp.exe';
/** 255 characters in NFD, and 510 in NFC. */
const LONG = '\u0958'.repeat(255);
const ADDRESS = 'zoé@example.com';

interface Before {
    readonly adaId: string;
    readonly nfd: string;
    readonly hidden: string;
    readonly long: string;
    readonly hiddenKey: string;
}

describe('names of the first release, after an upgrade', () => {
    /** What is open. If a hook fails, the rest is closed. */
    const open = new AsyncDisposableStack();
    let old: Before;
    let database: Database;
    let ada: Persona;

    before(async function () {
        const upgraded = await launchUpgraded(fill);
        open.defer(() => upgraded.remove());
        old = upgraded.before;
        const { ready } = upgraded.cloud;
        database = new Database(ready);
        open.defer(() => database.close());
        ada = Persona.bearer(ready, mintToken({ sub: old.adaId, role: 'authenticated' }, ready.jwtSecret));
    });
    after(() => open.disposeAsync());

    async function fill(ready: ReadyLine): Promise<Before> {
        const first = new Database(ready);
        try {
            const owner = await Persona.signUp(ready);
            await first.setTier(owner.id, 'pro');
            const document = await owner.create({ name: NFD, content: 'text' });
            for (const name of [NFD, HIDDEN]) {
                succeed(await owner.call('name_version', { document_id: document.id, version_number: 1, name }));
            }
            for (const email of [ADDRESS, ADDRESS.normalize('NFD'), 'É@example.com'.normalize('NFD')]) {
                await share(owner, document, email, 'view');
            }
            await createKey(owner, { name: NFD });
            const key = await createKey(owner, { name: HIDDEN });
            return {
                adaId: owner.id,
                nfd: document.id,
                hidden: (await owner.create({ name: HIDDEN })).id,
                long: (await owner.create({ name: LONG })).id,
                hiddenKey: key.id
            };
        } finally {
            await first.close();
        }
    }

    it('are in NFC, and no document has another version', async () => {
        expect(await ada.read(old.nfd)).to.include({ name: 'Café.md', version: 1 });
        expect((await ada.list({ query: 'café' })).items.map(item => item.id)).to.deep.equal([old.nfd]);
        const version = await ada.call('read_version', { document_id: old.nfd, version_number: 1 });
        expect(version.data).to.include({ document_name: 'Café.md', name: HIDDEN });
        const keys = await database.query('select name from public.api_keys order by created_at');
        expect(keys.map(key => key['name'])).to.deep.equal(['Café.md', HIDDEN]);
    });

    it('stay when they would be too long in NFC, or have invisible characters', async () => {
        expect(await ada.read(old.long)).to.include({ name: LONG, version: 1 });
        expect(await ada.read(old.hidden)).to.include({ name: HIDDEN, version: 1 });
    });

    it('of the recipients of shares are in NFC, and of two forms of one address only one', async () => {
        const shares = await database.query('select email from public.document_shares order by created_at');
        expect(shares.map(row => row['email'])).to.deep.equal([
            ADDRESS,
            ADDRESS.normalize('NFD'),
            'É@example.com'.toLowerCase()
        ]);
    });

    it('stop no other change, but follow the rules when they change', async () => {
        for (const [id, name] of [
            [old.hidden, HIDDEN],
            [old.long, LONG]
        ] as const) {
            expect(await ada.save(id, { content: 'more', name })).to.include({ name, version: 2 });
            expect(await ada.save(id, { language_id: 'plaintext' })).to.include({ name, version: 3 });
            await ada.trash(id);
            succeed(await ada.call('restore_document', { document_id: id }));
            expect((await ada.call('save_document', { document_id: id, name: `${name}x` })).status).to.equal(422);
            expect(await ada.save(id, { name: 'short.md' })).to.include({ name: 'short.md', version: 4 });
        }
        const version = { document_id: old.nfd, version_number: 1 };
        succeed(await ada.call('name_version', { ...version, name: HIDDEN.replace('\u202E', '') }));
        await database.query('update public.api_keys set last_used_at = now() where id = $1', [old.hiddenKey]);
        succeed(await ada.call('rotate_api_key', { key_id: old.hiddenKey }));
        succeed(await ada.call('revoke_api_key', { key_id: old.hiddenKey }));
    });
});
