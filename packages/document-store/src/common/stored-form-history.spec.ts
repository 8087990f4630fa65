// SPDX-License-Identifier: MIT

import { depth } from '@sanyam/test-kit/test-depth';
import { expect } from 'chai';
import { editorEnding, StoredForm } from './stored-form';
import { StoredFormHistory } from './stored-form-history';

interface State {
    readonly version: number;
    readonly lines: readonly string[];
    readonly ending: '\n' | '\r\n';
}

/** An editor with Monaco's rules for endings, versions and Undo, and the cloud where it saves. */
class Editor {
    readonly forms = new StoredFormHistory();
    stored: string;
    state: State;
    private undone: State[] = [];
    private done: State[] = [];
    private highest = 1;

    constructor(stored: string) {
        this.stored = stored;
        this.state = { version: 1, lines: linesOf(stored), ending: editorEnding(stored) };
        this.forms.moved(1);
        this.forms.note(1, StoredForm.of(stored));
    }

    edit(change: (lines: readonly string[]) => readonly string[]): void {
        const lines = change(this.state.lines);
        this.enter(lines.length === 0 ? [''] : lines, this.state.ending);
        this.forms.edited(this.state.version, false);
    }

    choose(ending: '\n' | '\r\n'): void {
        this.enter(this.state.lines, ending);
        this.forms.edited(this.state.version, true);
    }

    undo(): void {
        this.go(this.done, this.undone);
    }

    redo(): void {
        this.go(this.undone, this.done);
    }

    save(): string {
        const { version, lines, ending } = this.state;
        this.stored = this.forms.current?.restore(lines.join(ending)) ?? '';
        this.forms.note(version, StoredForm.of(this.stored));
        return this.stored;
    }

    /** Another version comes in, as Theia shows it. */
    take(stored: string): void {
        this.stored = stored;
        this.enter(linesOf(stored), editorEnding(stored));
        this.forms.edited(this.state.version, false);
        this.forms.note(this.state.version, StoredForm.of(stored));
    }

    private enter(lines: readonly string[], ending: '\n' | '\r\n'): void {
        this.done.push(this.state);
        this.undone = [];
        this.state = { version: ++this.highest, lines, ending };
    }

    private go(from: State[], to: State[]): void {
        const state = from.pop();
        if (state) {
            to.push(this.state);
            this.state = state;
            this.highest++;
            this.forms.moved(state.version);
        }
    }
}

function linesOf(text: string): string[] {
    return text.split(/\r\n|\r|\n/);
}

/** Returns the ending of each line but the last. No line of these tests is there twice. */
function endingsOf(text: string): Map<string, string> {
    return new Map([...text.matchAll(/([^\r\n]+)(\r\n|\r|\n)/g)].map(([, line = '', ending = '']) => [line, ending]));
}

/** Returns a generator of numbers below a limit. It has a seed, so that a failure can be repeated. */
function numbersFrom(seed: number): (limit: number) => number {
    let state = seed;
    return limit => {
        state = (state * 48_271) % 2_147_483_647;
        return state % limit;
    };
}

describe('the history of stored forms', () => {
    const append = (line: string) => (lines: readonly string[]) => [...lines, line];

    it('keeps the endings when a save has changed which one most lines have', () => {
        const editor = new Editor('a\nb\r\n');
        editor.edit(() => ['a', 'b', 'c', '']);
        expect(editor.save()).to.equal('a\nb\r\nc\r\n');
        editor.edit(() => ['a', 'b', 'c', 'd']);
        expect(editor.save()).to.equal('a\nb\r\nc\r\nd');
    });

    it('keeps the endings when the last line with another one is gone', () => {
        const editor = new Editor('a\nb\r\nc\n');
        editor.edit(() => ['b', 'c', 'd', 'e']);
        expect(editor.save()).to.equal('b\r\nc\nd\ne');
        const other = new Editor('a\nb\n1\r\n');
        other.edit(() => ['1', '']);
        expect(other.save()).to.equal('1\r\n');
        other.edit(() => ['1', '2', '']);
        expect(other.save()).to.equal('1\r\n2\r\n');
    });

    it('gives all lines the chosen ending, and Undo restores the endings, saved or not', () => {
        const editor = new Editor('one\r\ntwo\nthree\r\n');
        editor.choose('\n');
        expect(editor.save()).to.equal('one\ntwo\nthree\n');
        editor.undo();
        expect(editor.save()).to.equal('one\r\ntwo\nthree\r\n');
        editor.redo();
        expect(editor.save()).to.equal('one\ntwo\nthree\n');
        editor.choose('\r\n');
        expect(editor.save()).to.equal('one\r\ntwo\r\nthree\r\n');
    });

    it('keeps the endings of a version that came in, and those of the old text when Undo restores it', () => {
        const editor = new Editor('a\r\nb\nc\r\n');
        editor.take('a\nb\r\nc\n');
        editor.edit(append('d'));
        expect(editor.save()).to.equal('a\nb\r\nc\n\nd');
        editor.undo();
        editor.undo();
        expect(editor.save()).to.equal('a\r\nb\nc\r\n');
    });

    it('keeps an ending that the user chose while a save was under way', () => {
        const editor = new Editor('a\r\nb\nc\r\n');
        const { version } = editor.state;
        editor.choose('\n');
        editor.forms.note(version, StoredForm.of('a\r\nb\nc\r\n'));
        expect(editor.save()).to.equal('a\nb\nc\n');
    });

    it('never changes the ending of a line that nobody touched, and Undo restores each saved text exactly', () => {
        const below = numbersFrom(5);
        const endings = ['\n', '\r\n', '\r'];
        for (let round = 0; round < depth(20_000); round++) {
            let next = 0;
            const random = () =>
                Array.from({ length: 1 + below(7) }, () => `l${next++}${endings[below(3)] ?? ''}`).join('');
            const editor = new Editor(random());
            const saved = new Map([[editor.state.version, editor.stored]]);
            // The text that was stored last before the present one, until a choice or Undo leads away from it.
            let before: string | undefined = editor.stored;
            for (let step = 0; step < 12; step++) {
                const what = below(16);
                const at = below(editor.state.lines.length);
                if (what < 4) {
                    editor.edit(lines => lines.toSpliced(at, 0, `l${next++}`));
                } else if (what < 6) {
                    editor.edit(lines => lines.toSpliced(at, 1));
                } else if (what < 8) {
                    editor.edit(lines => lines.with(at, `l${next++}`));
                } else if (what === 8) {
                    editor.choose(endings[below(2)] === '\n' ? '\n' : '\r\n');
                    before = undefined;
                } else if (what === 9) {
                    editor.take(random());
                    before = editor.stored;
                    saved.set(editor.state.version, editor.stored);
                } else if (what < 12) {
                    (what === 10 ? () => editor.undo() : () => editor.redo())();
                    before = undefined;
                } else {
                    const after = editor.save();
                    const exact = saved.get(editor.state.version);
                    if (exact !== undefined) {
                        expect(after).to.equal(exact);
                    }
                    for (const [line, ending] of before === undefined ? [] : endingsOf(after)) {
                        expect(endingsOf(before ?? '').get(line) ?? ending, JSON.stringify([before, after])).to.equal(
                            ending
                        );
                    }
                    expect(linesOf(after)).to.deep.equal([...editor.state.lines]);
                    before = after;
                    saved.set(editor.state.version, after);
                }
            }
        }
    });
});
