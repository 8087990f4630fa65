// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { IDBFactory } from 'fake-indexeddb';
import { EncryptedSessionVault } from './encrypted-session-vault';
import { FallbackSessionVault } from './fallback-session-vault';

const name = 'sanyam.session';

describe('FallbackSessionVault', () => {
    it('keeps what it is given in the lasting vault', async () => {
        const factory = new IDBFactory();
        const vault = new FallbackSessionVault(() => EncryptedSessionVault.open(factory));
        await vault.setItem(name, 'text');
        expect(await vault.getItem(name)).to.equal('text');
        const lasting = await EncryptedSessionVault.open(factory);
        expect(await lasting.getItem(name)).to.equal('text');
    });

    it('goes on in memory where the browser stores nothing, and says so', async () => {
        const vault = new FallbackSessionVault(() => Promise.reject(new Error('no storage in this window')));
        await vault.setItem(name, 'text');
        await vault.fellBack;
        expect(await vault.getItem(name)).to.equal('text');
        await vault.removeItem(name);
        expect(await vault.getItem(name)).to.equal(null);
    });

    it('goes on in memory where the page may not even ask for storage', async () => {
        const vault = new FallbackSessionVault(() => {
            throw new DOMException('The operation is insecure.', 'SecurityError');
        });
        await vault.setItem(name, 'text');
        await vault.fellBack;
        expect(await vault.getItem(name)).to.equal('text');
    });

    it('goes on in memory when the lasting vault fails later', async () => {
        const lasting = await EncryptedSessionVault.open(new IDBFactory());
        const vault = new FallbackSessionVault(() => Promise.resolve(lasting));
        await vault.setItem(name, 'before');
        lasting.close();
        await vault.setItem(name, 'after');
        await vault.fellBack;
        expect(await vault.getItem(name)).to.equal('after');
    });

    it('fails to remove what it cannot remove, instead of forgetting that it is there', async () => {
        const lasting = await EncryptedSessionVault.open(new IDBFactory());
        const vault = new FallbackSessionVault(() => Promise.resolve(lasting));
        await vault.setItem(name, 'text');
        lasting.close();
        const failure = await vault.removeItem(name).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(DOMException);
    });
});
