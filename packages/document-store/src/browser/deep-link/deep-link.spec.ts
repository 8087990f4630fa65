// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { deepLink, documentIdIn } from './deep-link';

describe('a link to a document', () => {
    const id = '01a217f3-331f-769a-a0c4-c4c5074be131';

    it('has the address of the IDE, and names the document by its id [BY-13]', () => {
        const link = deepLink(id, { origin: 'https://ide.example.org', pathname: '/ide/' });
        expect(link).to.equal(`https://ide.example.org/ide/#sanyam=${id}`);
        expect(documentIdIn(new URL(link).hash)).to.equal(id);
        expect(documentIdIn(new URL(link.toUpperCase()).hash.replace('SANYAM', 'sanyam'))).to.equal(id);
    });

    for (const hash of ['', '#/home/ada/work', '#sanyam=', `#sanyam=${id}/notes.md`, `#sanyam=${id}&a`, `#${id}`]) {
        it(`is not “${hash}”`, () => expect(documentIdIn(hash)).to.equal(undefined));
    }
});
