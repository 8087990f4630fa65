// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { hiddenCharacterProblem, withoutHiddenCharacters, withVisibleCharacters } from './hidden-characters';
import { ACCEPTED_NAMES, charactersOfInterest, REFUSED_NAMES, SURROUNDINGS } from './test/names';

const DIRECTION = /\p{Bidi_Control}/u;

/** Format characters with a glyph: Arabic and Kaithi number signs, the Syriac abbreviation mark, the end of an ayah. */
const WITH_GLYPH = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]/u;

/** Returns all characters that match. */
function characters(pattern: RegExp): string[] {
    const all: string[] = [];
    for (let code = 1; code <= 0x10ffff; code++) {
        const character = String.fromCodePoint(code);
        if (character.isWellFormed() && pattern.test(character)) {
            all.push(character);
        }
    }
    return all;
}

describe('the invisible characters of a name', () => {
    it('that change the direction of text are refused and made visible', () => {
        const all = characters(DIRECTION);
        expect(all.length).to.be.greaterThan(10);
        for (const character of all) {
            const name = `invoice${character}fdp.exe`;
            expect(hiddenCharacterProblem(name), name).to.contain('direction of text');
            expect(withVisibleCharacters(name)).to.match(/^invoice\[U\+[0-9A-F]{4}\]fdp\.exe$/);
        }
        expect(hiddenCharacterProblem('invoice\u202Efdp.exe')).to.contain('U+202E');
        expect(withVisibleCharacters('invoice\u202Efdp.exe')).to.equal('invoice[U+202E]fdp.exe');
    });

    it('are refused in a name without others, and made visible', () => {
        const blank = characters(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{White_Space}\u2800]/u).filter(
            // Control characters have a message of their own.
            character => !WITH_GLYPH.test(character) && !DIRECTION.test(character) && !/\p{Cc}/u.test(character)
        );
        expect(blank.length).to.be.greaterThan(400);
        for (const character of blank) {
            for (const name of [character, character.repeat(3), `${character}\u2800`]) {
                expect(hiddenCharacterProblem(name), JSON.stringify(name)).to.equal(
                    'A name must contain a visible character.'
                );
                expect(withVisibleCharacters(name)).to.match(/^(\[U\+[0-9A-F]{4,5}\])+$/);
            }
        }
    });

    for (const name of REFUSED_NAMES['it hides a difference'] ?? []) {
        it(`are refused and made visible where they only hide a difference: ${escaped(name)}`, () => {
            expect(hiddenCharacterProblem(name)).to.match(
                /^A name cannot contain the invisible character U\+[0-9A-F]+\.$/
            );
            expect(withVisibleCharacters(name)).to.match(/\[U\+[0-9A-F]+\]/);
        });
    }

    for (const name of ACCEPTED_NAMES) {
        it(`are accepted where a script or an emoji needs them, and stay as they are: ${escaped(name)}`, () => {
            expect(hiddenCharacterProblem(name)).to.equal(undefined);
            expect(withVisibleCharacters(name)).to.equal(name);
        });
    }

    it('that are made visible leave nothing that is refused, beside every kind of letter', () => {
        for (const character of charactersOfInterest()) {
            for (const name of SURROUNDINGS.map(put => put(character))) {
                const shown = withVisibleCharacters(name);
                expect(hiddenCharacterProblem(name) === undefined, escaped(name)).to.equal(shown === name);
            }
        }
    });
});

/** Returns a name in ASCII, shortened. */
function escaped(name: string): string {
    return Array.from(name.slice(0, 30), character =>
        /[ -~]/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`
    ).join('');
}

describe('a name without its hidden characters', () => {
    it('is one that a document can have, unless nothing is left', () => {
        expect(withoutHiddenCharacters('invoice\u202Efdp.exe')).to.equal('invoicefdp.exe');
        expect(withoutHiddenCharacters('no\u200Btes\uFEFF.md')).to.equal('notes.md');
        expect(withoutHiddenCharacters('notes 😀.md')).to.equal('notes 😀.md');
        expect(withoutHiddenCharacters('\u200B')).to.equal('');
    });
});
