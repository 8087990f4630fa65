// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { IDBFactory } from 'fake-indexeddb';
import { EncryptedSessionVault } from './encrypted-session-vault';
import { FallbackSessionVault } from './fallback-session-vault';

const name = 'sanyam.session';

describe('FallbackSessionVault', () => {
    it('stores items in the persistent vault', async () => {
        const factory = new IDBFactory();
        const vault = new FallbackSessionVault(() => EncryptedSessionVault.open(factory));
        await vault.setItem(name, 'text');
        expect(await vault.getItem(name)).to.equal('text');
        const persistent = await EncryptedSessionVault.open(factory);
        expect(await persistent.getItem(name)).to.equal('text');
    });

    it('uses memory and reports it when the persistent vault cannot be opened', async () => {
        const vault = new FallbackSessionVault(() => Promise.reject(new Error('no storage in this window')));
        await vault.setItem(name, 'text');
        await vault.fellBack;
        expect(await vault.getItem(name)).to.equal('text');
        await vault.removeItem(name);
        expect(await vault.getItem(name)).to.equal(null);
    });

    it('uses memory when the page has no access to storage', async () => {
        const vault = new FallbackSessionVault(() => {
            throw new DOMException('The operation is insecure.', 'SecurityError');
        });
        await vault.setItem(name, 'text');
        await vault.fellBack;
        expect(await vault.getItem(name)).to.equal('text');
    });

    it('uses memory when the persistent vault fails later', async () => {
        const persistent = await EncryptedSessionVault.open(new IDBFactory());
        const vault = new FallbackSessionVault(() => Promise.resolve(persistent));
        await vault.setItem(name, 'before');
        expect(vault.isInMemory).to.equal(false);
        persistent.close();
        await vault.setItem(name, 'after');
        await vault.fellBack;
        expect(vault.isInMemory).to.equal(true);
        expect(await vault.getItem(name)).to.equal('after');
    });

    it('throws when it cannot remove an item from the persistent vault', async () => {
        const persistent = await EncryptedSessionVault.open(new IDBFactory());
        const vault = new FallbackSessionVault(() => Promise.resolve(persistent));
        await vault.setItem(name, 'text');
        persistent.close();
        const failure = await vault.removeItem(name).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(DOMException);
    });
});
