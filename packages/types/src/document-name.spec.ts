// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { documentNameSchema, languageIdSchema } from './document-name';

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
        ['assets', 'reserved']
    ];
    for (const [name, reason] of refused) {
        it(`refuses ${JSON.stringify(name.slice(0, 10))}, and the message says why`, () => {
            expect(documentNameSchema.safeParse(name).error?.issues[0]?.message).to.contain(reason);
        });
    }
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
