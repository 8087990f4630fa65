// SPDX-License-Identifier: MIT

import { alignLines } from './align-lines';

const BYTE_ORDER_MARK = '\uFEFF';

/** What ends a line in a document. A carriage return alone is an old one of Macintosh. */
const LINE_ENDING = /\r\n|\r|\n/g;

/**
 * The parts of a stored text that an editor does not show: its byte order mark, and the ending of each line if they are
 * mixed. Monaco makes all endings of a text the same.
 */
export class StoredForm {
    private constructor(
        private readonly hasByteOrderMark: boolean,
        /** The text without its mark, if Monaco does not give it back as it is. */
        private readonly mixed: string | undefined
    ) {}

    static of(stored: string): StoredForm {
        const shown = shownText(stored);
        return new StoredForm(shown !== stored, endingsIn(shown).size > 1 || hasLoneReturn(shown) ? shown : undefined);
    }

    /** Whether the line endings are of several kinds, or of a kind that Monaco does not know. */
    get hasMixedEndings(): boolean {
        return this.mixed !== undefined;
    }

    /**
     * Returns whether {@link restore} gives a text the mixed endings of the base: unless the user chose others.
     *
     * @param ending of all lines in the editor
     */
    keepsMixedEndings(ending: string): boolean {
        return this.mixed !== undefined && ending === editorEnding(this.mixed);
    }

    /**
     * Returns an edited text as it is stored. Lines that did not change keep their endings. A changed line keeps the one
     * of the line that it replaces, and a new line gets that of the line above. After the user chose other endings for
     * the whole text, all lines have those. An empty line whose line feed would follow a lone return gets a return
     * instead: the two would be one ending.
     *
     * @param edited the text from Monaco, with endings of one kind
     */
    restore(edited: string): string {
        const text = this.mixed === undefined ? edited : withEndingsOf(this.mixed, edited);
        return this.hasByteOrderMark ? BYTE_ORDER_MARK + text : text;
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
    const ending = edited.includes('\r\n') ? '\r\n' : '\n';
    if (ending !== editorEnding(base)) {
        return edited;
    }
    const baseEndings = base.match(LINE_ENDING) ?? [];
    const lines = edited.split(LINE_ENDING);
    const sources = alignLines(base.split(LINE_ENDING), lines);
    let last = baseEndings[0] ?? ending;
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

function hasLoneReturn(text: string): boolean {
    return /\r(?!\n)/.test(text);
}
