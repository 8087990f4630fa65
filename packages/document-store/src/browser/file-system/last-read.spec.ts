// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { LastRead } from './last-read';

describe('what the file system last read', () => {
    it('has the version of every document, and the text of the last ones', () => {
        const lastRead = new LastRead();
        const ids = Array.from({ length: 30 }, (_, index) => `document ${index}`);
        ids.forEach(id => lastRead.note(id, 1, 'old'));
        lastRead.note('document 0', 2, 'new');
        expect(lastRead.of('document 0')).to.deep.equal({ version: 2, text: 'new' });
        expect(lastRead.of('document 29')).to.deep.equal({ version: 1, text: 'old' });
        expect(lastRead.of('document 1')).to.deep.equal({ version: 1, text: undefined });
        expect(lastRead.of('another')).to.equal(undefined);
        expect(ids.filter(id => lastRead.of(id)?.text !== undefined)).to.have.length(20);
    });
});
