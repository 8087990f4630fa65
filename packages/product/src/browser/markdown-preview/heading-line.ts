// SPDX-License-Identifier: MIT

import { headingSlug } from './link-target';

/** A heading with number signs. */
const WITH_SIGNS = /^ {0,3}#{1,6}(?![^ \t])([^]*)$/;

/** Number signs at the end of a heading do not count. */
const SIGNS_AT_END = /(?:^|[ \t])#+$/;

/** The line below a heading that has no number signs. */
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** The begin and the end of a block of code, in which nothing is a heading. */
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Returns the line of a Markdown text to which the part of a link after `#` leads, beginning with 0. The second of two equal
 * headings has `-1` at its end, as on GitHub.
 *
 * @param part without the `#`, decoded
 * @returns undefined if the text has no such heading
 */
export function headingLine(text: string, part: string): number | undefined {
    const wanted = part.toLowerCase();
    const counts = new Map<string, number>();
    let fence: string | undefined;
    const lines = text.split(/\r\n|\r|\n/);
    for (const [index, line] of lines.entries()) {
        const mark = FENCE.exec(line)?.[1];
        if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
            fence = fence === undefined ? mark : undefined;
        }
        const heading = fence === undefined && mark === undefined ? headingAt(lines, index) : undefined;
        if (heading === undefined) {
            continue;
        }
        const slug = headingSlug(heading);
        const count = counts.get(slug) ?? 0;
        counts.set(slug, count + 1);
        if (wanted === (count === 0 ? slug : `${slug}-${count}`)) {
            return index;
        }
    }
    return undefined;
}

function headingAt(lines: readonly string[], index: number): string | undefined {
    const line = lines[index] ?? '';
    const signed = WITH_SIGNS.exec(line);
    if (signed) {
        return (signed[1] ?? '').trim().replace(SIGNS_AT_END, '').trimEnd();
    }
    return line.trim() !== '' && UNDERLINE.test(lines[index + 1] ?? '') && !UNDERLINE.test(line) ? line : undefined;
}
