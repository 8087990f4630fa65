// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { copyName } from './copy-name';

describe('the name of a copy', () => {
    it('has “copy” before the extension, and a number if that is taken', () => {
        expect(copyName('notes.md', new Set())).to.equal('notes copy.md');
        expect(copyName('notes.md', new Set(['notes copy.md']))).to.equal('notes copy 2.md');
        expect(copyName('notes.md', new Set(['notes copy.md', 'notes copy 2.md']))).to.equal('notes copy 3.md');
        expect(copyName('Makefile', new Set())).to.equal('Makefile copy');
        expect(copyName('.gitignore', new Set())).to.equal('.gitignore copy');
    });

    it('has no hidden characters, which older releases stored', () => {
        expect(copyName('invoice\u202efdp.md', new Set())).to.equal('invoicefdp copy.md');
    });

    it('has at most 255 characters, and keeps the extension', () => {
        const copy = copyName(`${'🌍'.repeat(252)}.md`, new Set());
        expect(Array.from(copy)).to.have.length(255);
        expect(copy).to.match(/🌍 copy\.md$/u);
    });
});
