// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { deepLink, isDocumentId, linkedIdIn } from './deep-link';

describe('a link to a document', () => {
    const id = '01a217f3-331f-769a-a0c4-c4c5074be131';

    it('has the address of the IDE, and names the document by its id [BY-13]', () => {
        const link = deepLink(id, { origin: 'https://ide.example.org', pathname: '/ide/' });
        expect(link).to.equal(`https://ide.example.org/ide/#sanyam=${id}`);
        expect(linkedIdIn(new URL(link).hash)).to.equal(id);
        expect(linkedIdIn(new URL(link.toUpperCase()).hash.replace('SANYAM', 'sanyam'))).to.equal(id);
    });

    for (const rest of ['.', '/notes.md', '&a', ')', '%20']) {
        it(`is read without “${rest}” after it`, () => expect(linkedIdIn(`#sanyam=${id}${rest}`)).to.equal(id));
    }

    for (const hash of ['', '#/home/ada/work', `#${id}`, '#sanyam://~shared/a@example.org']) {
        it(`is not “${hash}”`, () => expect(linkedIdIn(hash)).to.equal(undefined));
    }

    for (const hash of ['#sanyam=', `#sanyam=${id.slice(1)}`, '#sanyam=../etc', `#sanyam=${id}0`]) {
        it(`is damaged in “${hash}”`, () => expect(isDocumentId(linkedIdIn(hash) ?? id)).to.equal(false));
    }
});
