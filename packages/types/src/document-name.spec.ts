// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { documentNameProblem, documentNameSchema, languageIdSchema } from './document-name';

describe('the name of a document', () => {
    it('accepts everything that can be the last part of a path', () => {
        for (const name of ['notes.md', 'a b.txt', '.gitignore', 'संयम', '100%?#.yaml', '😀'.repeat(255)]) {
            expect(documentNameSchema.safeParse(name).success, name).to.equal(true);
        }
    });

    const refused: ReadonlyArray<[string, string]> = [
        ['', 'Enter a name'],
        ['a'.repeat(256), '255 characters'],
        ['a/b', 'slash'],
        ['a\\b', 'slash'],
        ['a\nb', 'control character'],
        ['\u0000', 'NUL'],
        ['\uD800', 'surrogate'],
        [' a', 'space'],
        ['a ', 'space'],
        ['.', 'not valid'],
        ['..', 'not valid'],
        ['assets', 'reserved'],
        ['invoice\u202efdp.exe', 'U+202E'],
        ['\u200b', 'visible character'],
        ['a\u200b.md', 'U+200B'],
        // Composing makes it longer.
        ['\u0958'.repeat(128), '255 characters']
    ];
    for (const [name, reason] of refused) {
        it(`refuses ${JSON.stringify(name.slice(0, 10))}, and the message says why`, () => {
            expect(documentNameSchema.safeParse(name).error?.issues[0]?.message).to.contain(reason);
        });
    }

    it('is judged in NFC, and stays as typed, because the database alone normalizes it', () => {
        expect(documentNameSchema.parse('Cafe\u0301.md')).to.equal('Cafe\u0301.md');
        expect(documentNameSchema.parse('e\u0301'.repeat(255))).to.equal('e\u0301'.repeat(255));
        expect(documentNameProblem('e\u0301'.repeat(255))).to.equal(undefined);
    });
});

describe('the language id of a document', () => {
    it('accepts the ids of editors', () => {
        for (const id of ['typescript', 'c++', 'objective-c', 'plaintext', 'jinja2', 'x.y_z#']) {
            expect(languageIdSchema.safeParse(id).success, id).to.equal(true);
        }
    });

    it('refuses free text', () => {
        for (const id of ['', 'TypeScript', 'two words', '-c', 'a'.repeat(65)]) {
            expect(languageIdSchema.safeParse(id).success, id).to.equal(false);
        }
    });
});
