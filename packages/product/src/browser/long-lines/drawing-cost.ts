// SPDX-License-Identifier: MIT

import { fontOf, SHARED } from '../fonts';

/** Microseconds that an editor and the browser take for each, measured with lines of 9,900. */
const CONTROL = 50;
const FONT_CHANGE = 20;
const STACKED_MARK = 15;

/** Lines that a high window shows at once. */
const SHOWN = 60;

/** Microseconds that the lines of one window may take. A vocalized, a mixed or a symbol-rich text takes a tenth. */
const MOST = 400_000;

/** The characters of a line that Monaco draws when nobody says otherwise. */
export const USUALLY_DRAWN = 10_000;

/** How many characters of each line can be drawn. */
const LENGTHS = [USUALLY_DRAWN, 5000, 2000, 1000, 500, 200, 100] as const;

const FREE: readonly number[] = LENGTHS.map(() => 0);

/** Classes of UTF-16 units. All others are numbers of fonts, from 0. */
const SAME_FONT = -1;
const CONTROL_CHARACTER = -2;
const MARK = -3;
const UNSEEN = -4;

const classes = new Int16Array(0x1_00_00).fill(UNSEEN);

/**
 * Returns how many characters of each line an editor may draw, so that no part of the text stops the window; `Infinity` if
 * as many as usual. An editor makes an element for each control character, and the browser shapes the letters between two
 * changes of the font, or on top of each other, by themselves.
 *
 * @param first the number of the first line
 * @param last the number of the last line
 */
export function drawnCharacters(first: number, last: number, lineAt: (line: number) => string): number {
    const shown: (readonly number[])[] = [];
    const sums = [...FREE];
    let level = 0;
    for (let line = first; line <= last; line++) {
        const place = (line - first) % SHOWN;
        const former = shown[place] ?? FREE;
        const costs = costsOf(lineAt(line));
        shown[place] = costs;
        if (costs !== FREE || former !== FREE) {
            costs.forEach((cost, index) => (sums[index] = (sums[index] ?? 0) + cost - (former[index] ?? 0)));
        }
        while (level < LENGTHS.length - 1 && (sums[level] ?? 0) > MOST) {
            level++;
        }
    }
    return level === 0 ? Infinity : (LENGTHS[level] ?? Infinity);
}

/** Returns how many lines before and after a changed one are shown together with it. */
export const LINES_AROUND = SHOWN - 1;

/** Returns what a line costs if each of {@link LENGTHS} is drawn. */
function costsOf(line: string): readonly number[] {
    const costs = [...FREE];
    let level = LENGTHS.length - 1;
    let cost = 0;
    let font = 0;
    let isStacked = false;
    const end = Math.min(line.length, USUALLY_DRAWN);
    for (let index = 0; index < end; index++) {
        while (index === LENGTHS[level]) {
            costs[level--] = cost;
        }
        const unit = line.charCodeAt(index);
        const kind = classOf(unit);
        if (kind === MARK) {
            cost += isStacked ? STACKED_MARK : 0;
        } else if (kind === CONTROL_CHARACTER) {
            cost += CONTROL;
        } else if (kind !== SAME_FONT && kind !== font) {
            cost += FONT_CHANGE;
            font = kind;
        }
        isStacked = kind === MARK;
    }
    return cost === 0 ? FREE : costs.fill(cost, 0, level + 1);
}

function classOf(unit: number): number {
    const known = classes[unit] ?? SAME_FONT;
    return known === UNSEEN ? (classes[unit] = newClassOf(unit)) : known;
}

function newClassOf(unit: number): number {
    const letter = String.fromCharCode(unit);
    if (/[\p{M}\u200c\u200d]/u.test(letter)) {
        return MARK;
    }
    if (letter !== '\t' && /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(letter)) {
        return CONTROL_CHARACTER;
    }
    // The second half of a letter, and the halves that emoji begin with.
    if (SHARED.test(letter) || (unit >= 0xdc00 && unit <= 0xdfff)) {
        return SAME_FONT;
    }
    return unit >= 0xd83c && unit <= 0xd83e ? fontOf(0xd83c) : fontOf(unit);
}
