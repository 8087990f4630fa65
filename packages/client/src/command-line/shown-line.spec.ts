// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { quoted } from './quoted';
import { shownName, shownSentence } from './shown-line';

describe('text on a terminal', () => {
    it('has visible control characters, also in a name that the user typed', () => {
        expect(shownName('a\u0000\t\n\u001b\u007f\u0085b')).to.equal(
            'a[U+0000][U+0009][U+000A][U+001B][U+007F][U+0085]b'
        );
        expect(quoted('a\nb\u202E')).to.equal('“a[U+000A]b[U+202E]”');
    });

    it('is unchanged when all is visible', () => {
        for (const text of ['', 'notes.md', 'é 😀 नी\u200d', 'Could not save “a b”. Try again.']) {
            expect(shownName(text)).to.equal(text);
            expect(shownSentence(text)).to.equal(text);
        }
    });

    it('is cut where it is long, and never inside a character', () => {
        expect(shownSentence('x'.repeat(1000))).to.equal('x'.repeat(1000));
        expect(shownSentence('x'.repeat(1001))).to.equal(`${'x'.repeat(1000)} …`);
        expect(shownSentence(`${'x'.repeat(999)}😀`).isWellFormed()).to.equal(true);
    });
});
