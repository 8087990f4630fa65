// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { hiddenCharacterProblem, withVisibleCharacters } from './hidden-characters';

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

    const hiding: readonly [string, string][] = [
        ['a zero width space', 'pass\u200Bword.md'],
        ['a soft hyphen', 'pass\u00ADword.md'],
        ['a word joiner', 'pass\u2060word.md'],
        ['a byte order mark', 'pass\uFEFFword.md'],
        ['a Hangul filler', 'a\u3164b'],
        ['a line separator', 'a\u2028b'],
        ['a paragraph separator', 'a\u2029b'],
        ['an interlinear annotation', 'a\uFFF9b'],
        ['a joiner between Latin letters', 'pay\u200Dpal.md'],
        ['a non-joiner between Latin letters', 'pay\u200Cpal.md'],
        ['two joiners in a row', 'نا\u200C\u200Cمه.md'],
        ['a variation selector after a Latin letter', 'a\uFE0Fb'],
        ['two variation selectors in a row', '❤\uFE0F\uFE01.md'],
        ['text in tags', 'notes.md\u{E0068}\u{E0069}'],
        ['text in tags after a flag', `🏴${'\u{E0061}'.repeat(20)}.md`]
    ];
    for (const [what, name] of hiding) {
        it(`are refused where they only hide a difference: ${what}`, () => {
            expect(hiddenCharacterProblem(name)).to.match(
                /^A name cannot contain the invisible character U\+[0-9A-F]+\.$/
            );
            expect(withVisibleCharacters(name)).to.match(/\[U\+[0-9A-F]+\]/);
        });
    }

    it('are accepted where a script or an emoji needs them, and stay as they are', () => {
        const needed = [
            'نامه\u200Cها.md', // Persian
            'क्\u200Dष.md', // Devanagari
            'ශ්\u200Dරී.md', // Sinhala
            'ភាសា\u200Bខ្មែរ.md', // Khmer
            'ᠮᠣᠩᠭᠣᠯ\u180Eᠠ.md', // Mongolian
            '葛\u{E0100}城.md', // Han
            '👩\u200D💻.md',
            '❤\uFE0F\u200D🔥.md',
            '1\uFE0F\u20E3.md',
            '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}.md',
            '\u0600١.md',
            '\u1100\u1160\u11A8.md',
            'שלום.md',
            'a\u0301.md'
        ];
        for (const name of needed) {
            expect(hiddenCharacterProblem(name), JSON.stringify(name)).to.equal(undefined);
            expect(withVisibleCharacters(name)).to.equal(name);
        }
    });
});
