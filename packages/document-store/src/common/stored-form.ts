// SPDX-License-Identifier: MIT

import { alignLines } from './align-lines';

const BYTE_ORDER_MARK = '\uFEFF';

/** What ends a line in a document. A carriage return alone is an old one of Macintosh. */
const LINE_ENDING = /\r\n|\r|\n/g;

/**
 * The parts of a stored text that an editor does not show: its byte order mark, and the ending of each line. Monaco gives
 * all lines of a text the ending that most of them had when it was opened.
 */
export class StoredForm {
    private constructor(
        private readonly hasByteOrderMark: boolean,
        /** The text without its mark, if its lines have several endings, or one that Monaco does not know. */
        private readonly mixed: string | undefined,
        /** The ending of all lines, if Monaco knows it. Undefined also for a text that has the endings of the editor. */
        private readonly ending: '\n' | '\r\n' | undefined
    ) {}

    static of(stored: string): StoredForm {
        const shown = shownText(stored);
        const endings = endingsIn(shown);
        const mixed = endings.size > 1 || hasLoneReturn(shown) ? shown : undefined;
        return new StoredForm(shown !== stored, mixed, mixed === undefined ? editorEndingIn(endings) : undefined);
    }

    /** Whether the line endings are of several kinds, or of a kind that Monaco does not know. */
    get hasMixedEndings(): boolean {
        return this.mixed !== undefined;
    }

    /**
     * Returns the endings with which a text of the editor is stored.
     *
     * @param ending of all lines in the editor
     */
    endingsFor(ending: '\n' | '\r\n'): 'mixed' | '\n' | '\r\n' {
        return this.hasMixedEndings ? 'mixed' : (this.ending ?? ending);
    }

    /** Returns the form after the user chose an ending for all lines: the text is stored with those of the editor. */
    withChosenEnding(): StoredForm {
        return new StoredForm(this.hasByteOrderMark, undefined, undefined);
    }

    /**
     * Returns the form for an editor of a file, which does not record whether the user chose an ending: they did if its
     * ending is not the one that Monaco gives this text.
     *
     * @param ending of all lines in the editor
     */
    inEditorWith(ending: string): StoredForm {
        const initial = this.ending ?? (this.mixed === undefined ? undefined : editorEnding(this.mixed));
        return ending === initial ? this : this.withChosenEnding();
    }

    /**
     * Returns an edited text as it is stored. Lines that did not change keep their endings. A changed line keeps the one
     * of the line that it replaces, and a new line gets that of the line above. The ending in the editor does not matter:
     * after a few edits it may be another than that of most lines. An empty line whose line feed would follow a lone
     * return gets a return instead: the two would be one ending.
     *
     * @param edited the text from Monaco, with endings of one kind
     */
    restore(edited: string): string {
        const text = this.mixed === undefined ? this.withOneEnding(edited) : withEndingsOf(this.mixed, edited);
        return this.hasByteOrderMark ? BYTE_ORDER_MARK + text : text;
    }

    private withOneEnding(edited: string): string {
        return this.ending === undefined ? edited : edited.replace(LINE_ENDING, this.ending);
    }
}

/** Returns a stored text without its byte order mark, as an editor shows it. */
export function shownText(stored: string): string {
    return stored.startsWith(BYTE_ORDER_MARK) ? stored.slice(BYTE_ORDER_MARK.length) : stored;
}

/** Returns the ending that Monaco gives all lines of a text: the most frequent one, where a lone return counts as CRLF. */
export function editorEnding(text: string): '\n' | '\r\n' {
    const endings = text.match(LINE_ENDING) ?? [];
    const returns = endings.filter(ending => ending !== '\n').length;
    return returns > endings.length / 2 ? '\r\n' : '\n';
}

function withEndingsOf(base: string, edited: string): string {
    const baseEndings = base.match(LINE_ENDING) ?? [];
    const lines = edited.split(LINE_ENDING);
    const sources = alignLines(base.split(LINE_ENDING), lines);
    let last = baseEndings[0] ?? '\n';
    return lines
        .map((line, index) => {
            if (index === lines.length - 1) {
                return line;
            }
            const source = sources[index];
            // The last line of the base has no ending.
            const kept = (source === undefined ? undefined : baseEndings[source]) ?? last;
            // After a lone return, the line feed of an empty line would make one CRLF of the two, and lose the line.
            const joins = index > 0 && last === '\r' && line === '' && kept === '\n';
            last = joins ? '\r' : kept;
            return line + last;
        })
        .join('');
}

function endingsIn(text: string): Set<string> {
    return new Set(text.match(LINE_ENDING));
}

/** Returns the only one of some endings; undefined if there are none or several, or if Monaco does not know it. */
function editorEndingIn(endings: ReadonlySet<string>): '\n' | '\r\n' | undefined {
    const [ending] = endings;
    return endings.size === 1 && (ending === '\n' || ending === '\r\n') ? ending : undefined;
}

function hasLoneReturn(text: string): boolean {
    return /\r(?!\n)/.test(text);
}
