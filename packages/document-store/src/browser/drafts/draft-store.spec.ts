// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { DraftRefused, MAX_DRAFT_BYTES, MAX_DRAFTS, MAX_TOTAL_BYTES, type Draft } from './draft';
import { DraftStore } from './draft-store';

const ADA = '0b0e6c5a-5ad9-4d52-9c3b-0d6a2f1f3a11';
const BOB = '5f0f4a5e-8a9c-4b5d-8e3f-1f2a3b4c5d6e';
const DOCUMENT = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

const DRAFT: Draft = {
    uri: `sanyam://${DOCUMENT}/notes.md`,
    name: 'notes.md',
    language_id: 'markdown',
    document_id: DOCUMENT,
    base_version: 3,
    kept_at: 1_000,
    text: '\uFEFFa secret\r\ntext \uD800',
    base: 'the base'
};

function key(id: string, owner = ADA) {
    return { owner, id };
}

/** Returns everything in the database as text. */
async function storedText(factory: IDBFactory): Promise<string> {
    const opening = factory.open('sanyam-drafts');
    await new Promise(resolve => (opening.onsuccess = resolve));
    const transaction = opening.result.transaction(['headers', 'texts', 'bases']);
    const records: unknown[] = [];
    for (const name of ['headers', 'texts', 'bases']) {
        const request = transaction.objectStore(name).getAll();
        await new Promise(resolve => (request.onsuccess = resolve));
        records.push(...request.result);
    }
    opening.result.close();
    return records
        .map(record =>
            JSON.stringify(record, (_name, value: unknown) =>
                value instanceof ArrayBuffer ? Buffer.from(value).toString('utf8') : value
            )
        )
        .join('\n');
}

describe('the store of drafts', () => {
    before(() => Object.assign(globalThis, { IDBKeyRange }));
    after(() => Reflect.deleteProperty(globalThis, 'IDBKeyRange'));

    async function open(factory = new IDBFactory()) {
        return { factory, store: await DraftStore.open(factory) };
    }

    it('returns a draft as it was kept, also after it is opened again [BY-02]', async () => {
        const { factory, store } = await open();
        await store.put(key('one'), 'window', DRAFT);
        store.close();
        const again = await open(factory);
        expect(await again.store.read(key('one'))).to.deep.equal(DRAFT);
        expect(await again.store.list(ADA)).to.deep.equal([
            {
                uri: DRAFT.uri,
                name: 'notes.md',
                language_id: 'markdown',
                document_id: DOCUMENT,
                base_version: 3,
                kept_at: 1_000,
                key: key('one'),
                window: 'window'
            }
        ]);
    });

    it('keeps the last text of each document, with the base of its version', async () => {
        const { store } = await open();
        await store.put(key('one'), 'window', DRAFT);
        await store.put(key('one'), 'window', { ...DRAFT, text: 'two', kept_at: 2_000 });
        expect(await store.read(key('one'))).to.deep.equal({ ...DRAFT, text: 'two', kept_at: 2_000 });
        const later = { ...DRAFT, text: 'three', base: 'another base', base_version: 4 };
        await store.put(key('one'), 'window', later);
        expect(await store.read(key('one'))).to.deep.equal(later);
        expect(await store.list(ADA)).to.have.lengthOf(1);
    });

    it('stores neither a text nor a name in the clear [BY-02]', async () => {
        const { factory, store } = await open();
        await store.put(key('one'), 'window', DRAFT);
        const stored = await storedText(factory);
        expect(stored).to.contain('ciphertext');
        expect(stored).not.to.match(/secret|the base|notes\.md|1b9d6bcd/);
    });

    it('gives no user the drafts of another one [BY-02]', async () => {
        const { store } = await open();
        await store.put(key('one'), 'window', DRAFT);
        await store.put(key('one', BOB), 'window', { ...DRAFT, text: 'of Bob' });
        await store.put(key('one', ''), 'window', { ...DRAFT, text: 'of nobody' });
        expect(await store.list(ADA)).to.have.lengthOf(1);
        expect((await store.read(key('one', BOB)))?.text).to.equal('of Bob');
        await store.deleteAll(ADA);
        expect(await store.list(ADA)).to.deep.equal([]);
        expect(await store.read(key('one'))).to.equal(undefined);
        expect(await store.list(BOB)).to.have.lengthOf(1);
        expect(await store.list('')).to.have.lengthOf(1);
    });

    it('deletes a draft with all that it consists of', async () => {
        const { factory, store } = await open();
        await store.put(key('one'), 'window', DRAFT);
        await store.delete(key('one'));
        expect(await store.list(ADA)).to.deep.equal([]);
        expect(await storedText(factory)).to.equal('');
    });

    it('lists the draft that was kept last first', async () => {
        const { store } = await open();
        await store.put(key('one'), 'window', { ...DRAFT, kept_at: 1 });
        await store.put(key('two'), 'window', { ...DRAFT, kept_at: 3 });
        await store.put(key('three'), 'window', { ...DRAFT, kept_at: 2 });
        expect((await store.list(ADA)).map(draft => draft.key.id)).to.deep.equal(['two', 'three', 'one']);
    });

    it('refuses a text that is too large, and keeps the one before', async () => {
        const { store } = await open();
        await store.put(key('one'), 'window', DRAFT);
        const large = store.put(key('one'), 'window', { ...DRAFT, text: 'x'.repeat(MAX_DRAFT_BYTES + 1) });
        expect(await large.catch((error: unknown) => error)).to.be.instanceOf(DraftRefused);
        expect((await store.read(key('one')))?.text).to.equal(DRAFT.text);
    });

    it('refuses one draft more than the limit, and still keeps new texts of the others', async () => {
        const { store } = await open();
        const small = { ...DRAFT, text: 'x', base: undefined, base_version: undefined };
        for (let index = 0; index < MAX_DRAFTS; index++) {
            await store.put(key(String(index)), 'window', small);
        }
        const refused = store.put(key('more'), 'window', small);
        expect(await refused.catch((error: unknown) => error)).to.be.instanceOf(DraftRefused);
        await store.put(key('0'), 'window', { ...small, text: 'again' });
        expect((await store.read(key('0')))?.text).to.equal('again');
        await store.put(key('more', BOB), 'window', small);
    });

    it('limits the bytes of all drafts of a user', async () => {
        const { store } = await open();
        const largest = { ...DRAFT, text: 'x'.repeat(MAX_DRAFT_BYTES) };
        for (let bytes = 0; bytes < MAX_TOTAL_BYTES; bytes += MAX_DRAFT_BYTES) {
            await store.put(key(String(bytes)), 'window', largest);
        }
        const refused = store.put(key('more'), 'window', DRAFT);
        expect(await refused.catch((error: unknown) => error)).to.be.instanceOf(DraftRefused);
    });
});
