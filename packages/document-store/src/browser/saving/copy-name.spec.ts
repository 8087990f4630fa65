// SPDX-License-Identifier: MIT

import { documentNameSchema } from '@sanyam/types';
import { expect } from 'chai';
import { copyName } from './copy-name';

describe('the name of a copy', () => {
    it('keeps the extension, which determines the language', () => {
        expect(copyName('notes.md')).to.equal('notes (copy).md');
        expect(copyName('Makefile')).to.equal('Makefile (copy)');
        expect(copyName('.gitignore')).to.equal('.gitignore (copy)');
    });

    it('is a valid name, also for the longest one', () => {
        const longest = `${'👩'.repeat(252)}.md`;
        expect(documentNameSchema.safeParse(longest).success).to.equal(true);
        const copy = copyName(longest);
        expect(documentNameSchema.safeParse(copy).success).to.equal(true);
        expect(copy).to.match(/^👩{245} \(copy\)\.md$/u);
    });
});
