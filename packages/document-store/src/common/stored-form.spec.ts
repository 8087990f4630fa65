// SPDX-License-Identifier: MIT

import { depth } from '@sanyam/test-kit/test-depth';
import { expect } from 'chai';
import { editorEnding, shownText, StoredForm } from './stored-form';

/** Returns a text as Monaco gives it back. The browser tests have the real one. */
function inEditor(stored: string): string {
    const shown = shownText(stored);
    return shown.replace(/\r\n|\r|\n/g, editorEnding(shown));
}

/** Returns a text with LF for each line ending: two texts that are equal so have the same lines. */
function linesOf(text: string): string {
    return text.replace(/\r\n|\r/g, '\n');
}

/** Returns a generator of numbers below a limit. It has a seed, so that a failure can be repeated. */
function numbersFrom(seed: number): (limit: number) => number {
    let state = seed;
    return limit => {
        state = (state * 48_271) % 2_147_483_647;
        return state % limit;
    };
}

const MIXED = 'one\ntwo\r\nthree\rfour\n\r\n\rlast';

describe('the stored form of a text', () => {
    it('is the same after a save without a change', () => {
        for (const text of [
            '',
            'a',
            '\uFEFF',
            '\uFEFFa\r\nb',
            '\n',
            '\r',
            '\r\n',
            'a\rb\rc',
            'a\r\rb\n',
            'a\n\r\nb\r',
            'a\n\rb',
            MIXED,
            `\uFEFF${MIXED}`,
            'LS\u2028PS\u2029NEL\u0085VT\u000BFF\u000C'
        ]) {
            expect(StoredForm.of(text).restore(inEditor(text)), JSON.stringify(text)).to.equal(text);
        }
    });

    it('keeps the byte order mark and the endings of lines around a change', () => {
        const edit = (change: (text: string) => string) =>
            StoredForm.of(`\uFEFF${MIXED}`).restore(change(inEditor(MIXED)));
        const ending = editorEnding(MIXED);
        expect(edit(text => text.replace('two', '2'))).to.equal('\uFEFFone\n2\r\nthree\rfour\n\r\n\rlast');
        expect(edit(text => text.replace(`two${ending}`, ''))).to.equal('\uFEFFone\nthree\rfour\n\r\n\rlast');
        expect(edit(text => text.replace('three', `three${ending}3.5${ending}3.7`))).to.equal(
            '\uFEFFone\ntwo\r\nthree\r3.5\r3.7\rfour\n\r\n\rlast'
        );
        expect(edit(text => `zero${ending}${text}`)).to.equal('\uFEFFzero\none\ntwo\r\nthree\rfour\n\r\n\rlast');
        expect(edit(text => `${text}${ending}end`)).to.equal('\uFEFFone\ntwo\r\nthree\rfour\n\r\n\rlast\rend');
        expect(edit(() => '')).to.equal('\uFEFF');
        expect(edit(() => 'all new')).to.equal('\uFEFFall new');
    });

    it('keeps the endings of lines whichever ending the editor has', () => {
        for (const ending of ['\n', '\r\n'] as const) {
            for (const text of [MIXED, 'one\ntwo\n', 'one\r\ntwo\r\n', 'one\rtwo\r']) {
                expect(StoredForm.of(text).restore(text.replace(/\r\n|\r|\n/g, ending))).to.equal(text);
            }
        }
    });

    it('takes the endings that the user chose for the whole text', () => {
        for (const ending of ['\n', '\r\n'] as const) {
            const chosen = MIXED.replace(/\r\n|\r|\n/g, ending);
            expect(StoredForm.of(`\uFEFF${MIXED}`).withChosenEnding().restore(chosen)).to.equal(`\uFEFF${chosen}`);
            expect(StoredForm.of(MIXED).withChosenEnding().endingsFor(ending)).to.equal(ending);
            expect(StoredForm.of(MIXED).endingsFor(ending)).to.equal('mixed');
            expect(StoredForm.of('a\nb').endingsFor(ending)).to.equal('\n');
        }
    });

    it('takes another ending than Monaco gives the text of a file as a choice of the user', () => {
        const other = editorEnding(MIXED) === '\n' ? '\r\n' : '\n';
        expect(StoredForm.of(MIXED).inEditorWith(other).restore(`a${other}b`)).to.equal(`a${other}b`);
        expect(StoredForm.of(MIXED).inEditorWith(editorEnding(MIXED)).restore(inEditor(MIXED))).to.equal(MIXED);
        expect(StoredForm.of('a\nb').inEditorWith('\r\n').restore('a\r\nb')).to.equal('a\r\nb');
        expect(StoredForm.of('a').inEditorWith('\r\n').restore('a\r\nb')).to.equal('a\r\nb');
    });

    it('leaves a text without line endings to the editor', () => {
        for (const ending of ['\n', '\r\n']) {
            expect(StoredForm.of('ab').restore(`c${ending}d`)).to.equal(`c${ending}d`);
        }
        expect(StoredForm.of('a\nb').hasMixedEndings).to.equal(false);
        expect(StoredForm.of('a\rb').hasMixedEndings).to.equal(true);
    });

    it('changes nothing but the edited lines, whichever they are', () => {
        const below = numbersFrom(7);
        const endings = ['\n', '\r\n', '\r'];
        for (let round = 0; round < 500; round++) {
            const lines = Array.from({ length: 2 + below(12) }, () => `line ${below(6)}`);
            const ends = lines.map(() => endings[below(3)] ?? '\n');
            const join = (all: readonly string[]) => all.map((line, index) => line + (ends[index] ?? '')).join('');
            const changed = below(lines.length);
            const edited = lines.with(changed, 'changed');
            const [before, after] = [join(lines), join(edited)];
            // A text that ends with a return and one that begins with a line feed would make one ending of two.
            const shown = edited.join(editorEnding(before)) + editorEnding(before);
            expect(StoredForm.of(before).restore(shown), JSON.stringify([before, changed])).to.equal(after);
        }
    });

    it('keeps an empty line after a lone return, whose ending would become a part of that return', () => {
        expect(StoredForm.of('a\rb\n\nc\n').restore('a\n\nc\n')).to.equal('a\r\rc\n');
        expect(StoredForm.of('a\rb\n').restore('a\n\n')).to.equal('a\r\r');
        expect(StoredForm.of('a\rb\nc\n').restore('a\n\n\nc\n')).to.equal('a\r\r\rc\n');
    });

    it('loses and adds no line, whatever the text and the edit are', () => {
        const below = numbersFrom(11);
        const pieces = ['a', 'b', 'c', '\n', '\n', '\r', '\r', '\r\n'];
        const random = () => Array.from({ length: below(14) }, () => pieces[below(pieces.length)] ?? '').join('');
        for (let round = 0; round < depth(50_000); round++) {
            const base = random();
            // Half of the edits remove, insert or replace a part of the text; the others replace all of it.
            const start = below(base.length + 1);
            const part = base.slice(0, start) + random().slice(0, below(3)) + base.slice(start + below(4));
            const edited = linesOf(round % 2 === 0 ? part : random());
            for (const ending of ['\n', '\r\n']) {
                const shown = edited.replaceAll('\n', ending);
                const restored = StoredForm.of(base).restore(shown);
                expect(linesOf(restored), JSON.stringify([base, shown, restored])).to.equal(edited);
            }
        }
    });

    it('restores a text of 200,000 lines', () => {
        const lines = Array.from({ length: 200_000 }, (_, index) => `line ${index % 1000} of ${index}`);
        const stored = lines.map((line, index) => line + (index % 3 === 0 ? '\r\n' : '\n')).join('');
        const edited = lines.map((line, index) => (index % 100 === 0 ? `${line}!` : line)).join('\n') + '\n';
        const restored = StoredForm.of(stored).restore(edited);
        expect(restored.length).to.equal(stored.length + lines.length / 100);
        expect(restored.split('\r\n').length).to.equal(stored.split('\r\n').length);
    });
});
