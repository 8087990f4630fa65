// SPDX-License-Identifier: MIT

/** The start of a boundary, as far as it is written plainly. With a star, the boundary is split or encoded. */
const BOUNDARY = /boundary(\*?)[^=\r\n]{0,20}=[\s"]*([\w.+/:-]*)/gi;

/** Boundaries that are told apart. */
const MAX_BOUNDARIES = 50;

/**
 * Counts the lines that can separate the parts of a mail. A part costs far more time and memory than its bytes, so this is
 * known before a mail is parsed.
 */
export function countSeparators(raw: Buffer): number {
    const text = raw.toString('latin1');
    const starts = new Set<string>();
    for (const [, star = '', start = ''] of text.matchAll(BOUNDARY)) {
        starts.add(star === '' ? start : '');
        if (starts.size > MAX_BOUNDARIES) {
            starts.add('');
            break;
        }
    }
    if (starts.size === 0) {
        return 0;
    }
    const known = starts.has('') ? [''] : [...starts];
    let count = 0;
    for (let at = text.indexOf('\n--'); at >= 0; at = text.indexOf('\n--', at + 1)) {
        if (known.some(start => text.startsWith(start, at + 3))) {
            count++;
        }
    }
    return count;
}
