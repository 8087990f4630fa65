// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { IDBFactory } from 'fake-indexeddb';
import { EncryptedSessionVault } from './encrypted-session-vault';

const name = 'sanyam.session https://cloud.example.org/auth/v1';
const text = JSON.stringify({ access_token: 'a secret', user: 'ada@example.org' });

interface SealedItem {
    readonly key: CryptoKey;
    readonly vector: Uint8Array;
    readonly ciphertext: ArrayBuffer;
}

/** Opens the database directly, to read and change the stored items without the vault. */
async function database(factory: IDBFactory): Promise<IDBDatabase> {
    return settled(factory.open('sanyam-sessions'));
}

async function items(factory: IDBFactory): Promise<SealedItem[]> {
    const opened = await database(factory);
    const all = await settled(opened.transaction('sessions').objectStore('sessions').getAll());
    opened.close();
    return all;
}

async function put(factory: IDBFactory, item: unknown, key: string): Promise<void> {
    const opened = await database(factory);
    await settled(opened.transaction('sessions', 'readwrite').objectStore('sessions').put(item, key));
    opened.close();
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

async function single(factory: IDBFactory): Promise<SealedItem> {
    const [item, ...others] = await items(factory);
    if (!item || others.length > 0) {
        throw new Error('There is not exactly one item.');
    }
    return item;
}

describe('EncryptedSessionVault', () => {
    async function open(factory = new IDBFactory()) {
        const vault = await EncryptedSessionVault.open(factory);
        const discards: string[] = [];
        vault.onDidDiscard(() => discards.push('discarded'));
        return { factory, vault, discards };
    }

    it('returns a stored text, also after it is opened again [FR-010]', async () => {
        const { factory, vault } = await open();
        await vault.setItem(name, text);
        expect(await vault.getItem(name)).to.equal(text);
        vault.close();
        const again = await open(factory);
        expect(await again.vault.getItem(name)).to.equal(text);
    });

    it('returns null for an unknown name', async () => {
        const { vault, discards } = await open();
        expect(await vault.getItem(name)).to.equal(null);
        expect(discards).to.deep.equal([]);
    });

    it('shares its items with other windows of the browser', async () => {
        const { factory, vault } = await open();
        const other = await open(factory);
        await vault.setItem(name, text);
        expect(await other.vault.getItem(name)).to.equal(text);
        await other.vault.removeItem(name);
        expect(await vault.getItem(name)).to.equal(null);
        expect(await items(factory)).to.deep.equal([]);
    });

    it('stores encrypted text, and a key that cannot be exported [FR-010]', async () => {
        const { factory, vault } = await open();
        await vault.setItem(name, text);
        const { key, ciphertext } = await single(factory);
        expect(Buffer.from(ciphertext).includes('secret')).to.equal(false);
        expect(key.extractable).to.equal(false);
        const refusal = await crypto.subtle.exportKey('raw', key).catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(DOMException);
    });

    it('uses a new key and a new initialization vector for each write', async () => {
        const { factory, vault } = await open();
        await vault.setItem(name, text);
        const first = await single(factory);
        await vault.setItem(name, text);
        const second = await single(factory);
        expect(Buffer.from(first.vector).equals(second.vector)).to.equal(false);
        expect(Buffer.from(first.ciphertext).equals(Buffer.from(second.ciphertext))).to.equal(false);
        const crossed = crypto.subtle.decrypt(
            { name: 'AES-GCM', iv: new Uint8Array(second.vector), additionalData: new TextEncoder().encode(name) },
            first.key,
            second.ciphertext
        );
        expect(await crossed.catch((error: unknown) => error)).to.be.instanceOf(DOMException);
    });

    it('can read the text after several concurrent writes', async () => {
        const { factory, vault } = await open();
        const other = await open(factory);
        await Promise.all([vault.setItem(name, 'one'), other.vault.setItem(name, 'two'), vault.setItem(name, 'three')]);
        expect(await vault.getItem(name)).to.be.oneOf(['one', 'two', 'three']);
    });

    const damages: [what: string, damage: (item: SealedItem) => unknown][] = [
        ['a changed byte', item => ({ ...item, ciphertext: flipped(item.ciphertext) })],
        ['a cut-off text', item => ({ ...item, ciphertext: item.ciphertext.slice(0, 3) })],
        ['a missing key', item => ({ vector: item.vector, ciphertext: item.ciphertext })],
        ['an item of another type', () => 'nonsense']
    ];
    for (const [what, damage] of damages) {
        it(`removes an item that it cannot read and reports it: ${what}`, async () => {
            const { factory, vault, discards } = await open();
            await vault.setItem(name, text);
            await put(factory, damage(await single(factory)), name);
            expect(await vault.getItem(name)).to.equal(null);
            expect(discards).to.deep.equal(['discarded']);
            expect(await items(factory)).to.deep.equal([]);
        });
    }

    it('rejects an item that was stored for another server', async () => {
        const { factory, vault, discards } = await open();
        const elsewhere = 'sanyam.session https://elsewhere.example.org/auth/v1';
        await vault.setItem(name, text);
        await put(factory, await single(factory), elsewhere);
        expect(await vault.getItem(elsewhere)).to.equal(null);
        expect(discards).to.deep.equal(['discarded']);
        expect(await vault.getItem(name)).to.equal(text);
    });
});

function flipped(bytes: ArrayBuffer): ArrayBuffer {
    const copy = bytes.slice(0);
    const view = new Uint8Array(copy);
    view[0] = (view[0] ?? 0) ^ 1;
    return copy;
}
