// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { quoted } from './quoted';
import { Output } from './output';
import { shownJson, shownName, shownSentence, shownText } from './shown-line';

/** Returns what a terminal, or a file, gets. */
function written(isTTY: boolean, work: (output: Output) => void, asJson = false): string {
    const { write, isTTY: wasTTY } = process.stdout;
    let text = '';
    process.stdout.write = (part: string | Uint8Array) => {
        text += String(part);
        return true;
    };
    process.stdout.isTTY = isTTY;
    try {
        work(new Output(asJson));
    } finally {
        process.stdout.write = write;
        process.stdout.isTTY = wasTTY;
    }
    return text;
}

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

    it('of several lines keeps its lines, tabs and blanks', () => {
        expect(shownText('  \n\tif x:\r\n\u3000\u001b[2J\u202Ea\rb\n')).to.equal(
            '  \n\tif x:\r\n\u3000[U+001B][2J[U+202E]a[U+000D]b\n'
        );
    });

    it('as JSON has escapes, and means the same', () => {
        const value = { text: '\u001b\u009b2J\u202Ea\u{E0001}\u007f \u0000é😀\n', flag: '\u{1F3F4}\u{E0067}' };
        const shown = shownJson(JSON.stringify(value));
        expect(shown).to.match(/^[ -~é😀🏴]*$/u);
        expect(JSON.parse(shown)).to.deep.equal(value);
    });

    it('is a document as it is for a file or a pipe, and with visible control characters for a terminal', () => {
        const text = 'a\u001b]0;title\u0007\u202E\n';
        expect(written(false, output => output.text(text))).to.equal(text);
        expect(written(true, output => output.text(text))).to.equal('a[U+001B]]0;title[U+0007][U+202E]\n');
        for (const isTTY of [false, true]) {
            expect(written(isTTY, output => output.result(text, () => undefined), true)).to.equal(
                '"a\\u001b]0;title\\u0007\\u202E\\n"\n'
            );
        }
    });

    it('is cut where it is long, and never inside a character', () => {
        expect(shownSentence('x'.repeat(1000))).to.equal('x'.repeat(1000));
        expect(shownSentence('x'.repeat(1001))).to.equal(`${'x'.repeat(1000)} …`);
        expect(shownSentence(`${'x'.repeat(999)}😀`).isWellFormed()).to.equal(true);
    });
});
