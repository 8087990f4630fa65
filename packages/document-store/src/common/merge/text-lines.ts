// SPDX-License-Identifier: MIT

/** Positions of lines, from `start` to before `end`, counted from 0. */
export interface LineRange {
    readonly start: number;
    readonly end: number;
}

/**
 * A text as lines that end with a line feed, as git sees it. The lines together are the text, so every ending is kept. A
 * lone carriage return ends a line for an editor, but not for git.
 */
export class TextLines {
    private readonly lines: readonly string[];
    /** Equal numbers stand for equal lines, also of other texts with the same map. */
    readonly ids: readonly number[];
    /** For each line, and for the end of the text, the line of an editor. */
    private readonly editorLines: readonly number[];

    /** @param ids the numbers of the lines of all compared texts; gets those of this text */
    constructor(text: string, ids: Map<string, number>) {
        this.lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        this.ids = this.lines.map(line => {
            const id = ids.get(line) ?? ids.size;
            ids.set(line, id);
            return id;
        });
        let editorLine = 0;
        this.editorLines = [...this.lines, ''].map(line => {
            const start = editorLine;
            editorLine += 1 + (line.match(/\r(?!\n)/g)?.length ?? 0);
            return start;
        });
    }

    text({ start, end }: LineRange): string {
        return this.lines.slice(start, end).join('');
    }

    idsIn({ start, end }: LineRange): readonly number[] {
        return this.ids.slice(start, end);
    }

    /** Returns the lines as an editor counts them. */
    inEditor({ start, end }: LineRange): LineRange {
        return { start: this.editorLines[start] ?? 0, end: this.editorLines[end] ?? 0 };
    }
}
