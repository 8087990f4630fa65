// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { isInTree, OpenAddresses } from './open-addresses';

const A = new URI('sanyam:///models/a.dsl');
const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const OTHER_ID = '2c9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe('OpenAddresses', () => {
    it('say which document is in the editor at a place, whatever line the URI names', () => {
        const addresses = new OpenAddresses();
        addresses.enter(A, ID);
        expect(addresses.documentAt(A.withFragment('L7'))).to.equal(ID);
        expect(addresses.documentAt(new URI('sanyam:/models/a.dsl'))).to.equal(ID);
        expect(addresses.documentAt(A.parent)).to.equal(undefined);
        addresses.forget(A);
        expect(addresses.documentAt(A)).to.equal(undefined);
    });

    it('remember for the navigation history which document was at a place that it has left', () => {
        const addresses = new OpenAddresses();
        addresses.enter(A, ID);
        expect(addresses.isLeft(A)).to.equal(false);
        addresses.leave(A);
        expect(addresses.isLeft(A)).to.equal(true);
        expect(addresses.documentAt(A)).to.equal(ID);
        addresses.forget(A);
        expect(addresses.formerDocumentAt(A)).to.equal(ID);
        addresses.enter(A, OTHER_ID);
        addresses.forget(A);
        expect(addresses.formerDocumentAt(A)).to.equal(ID);
    });

    it('have no addresses by id, which say it themselves', () => {
        const addresses = new OpenAddresses();
        addresses.enter(new URI(`sanyam://${ID}/a.dsl`), ID);
        addresses.enter(new URI('sanyam://~shared/ada@example.org/a.dsl'), OTHER_ID);
        expect(addresses.entries).to.deep.equal([['sanyam://~shared/ada%40example.org/a.dsl', OTHER_ID]]);
        expect(isInTree(new URI(`sanyam://${ID}/a.dsl`))).to.equal(false);
        expect(isInTree(new URI('file:///a.dsl'))).to.equal(false);
    });

    it('fire when another document is at a place, and when none is', () => {
        const addresses = new OpenAddresses();
        let changes = 0;
        addresses.onDidChange(() => changes++);
        addresses.enter(A, ID);
        addresses.leave(A);
        addresses.enter(A, ID);
        expect(changes).to.equal(1);
        addresses.forget(A);
        addresses.forget(A);
        expect(changes).to.equal(2);
    });
});
