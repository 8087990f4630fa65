// SPDX-License-Identifier: MIT

import { LANGUAGES } from '@sanyam/product/lib/common/language-table';
import { expect } from 'chai';
import { LANGUAGE_FILES, languageOf } from './language-of';

describe('the language of a file', () => {
    it('matches the language table of the IDE', () => {
        const files = LANGUAGES.map(({ id, extensions, filenames }) => [
            id,
            [...extensions.map(extension => `*${extension}`), ...filenames].join(' ')
        ]);
        expect(LANGUAGE_FILES).to.deep.equal(Object.fromEntries(files));
    });

    it('depends on the whole name, then on the longest extension', () => {
        for (const [file, id] of [
            ['notes.md', 'markdown'],
            ['folder.py/README.MD', 'markdown'],
            ['tsconfig.json', 'jsonc'],
            ['package.json', 'json'],
            ['Dockerfile', 'dockerfile'],
            ['a.b.ts', 'typescript'],
            ['LICENSE', 'plaintext'],
            ['notes.unheard-of', 'plaintext']
        ] as const) {
            expect(languageOf(file), file).to.equal(id);
        }
    });
});
