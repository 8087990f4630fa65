// SPDX-License-Identifier: MIT

/** A part of both texts: line numbers, from `start` to before `end`. */
interface Section {
    readonly baseStart: number;
    readonly baseEnd: number;
    readonly start: number;
    readonly end: number;
}

/**
 * Returns for each line of an edited text the line of the base that it is or replaces, or undefined for a new line. It
 * takes time in proportion to the length of the texts, also when much of them changed: only lines that occur once in
 * both are looked for, and what is between them is compared from its ends.
 */
export function alignLines(base: readonly string[], edited: readonly string[]): (number | undefined)[] {
    const sources: (number | undefined)[] = Array.from({ length: edited.length }, () => undefined);
    const whole = trimSection(
        base,
        edited,
        { baseStart: 0, baseEnd: base.length, start: 0, end: edited.length },
        sources
    );
    let { baseStart, start } = whole;
    for (const [baseLine, line] of [...anchors(base, edited, whole), [whole.baseEnd, whole.end] as const]) {
        const section = trimSection(base, edited, { baseStart, baseEnd: baseLine, start, end: line }, sources);
        const replaced = Math.min(section.baseEnd - section.baseStart, section.end - section.start);
        for (let offset = 0; offset < replaced; offset++) {
            sources[section.start + offset] = section.baseStart + offset;
        }
        if (line < whole.end) {
            sources[line] = baseLine;
        }
        [baseStart, start] = [baseLine + 1, line + 1];
    }
    return sources;
}

/** Matches the lines at both ends of a section that are the same, and returns what is between them. */
function trimSection(
    base: readonly string[],
    edited: readonly string[],
    section: Section,
    sources: (number | undefined)[]
): Section {
    let { baseStart, baseEnd, start, end } = section;
    while (baseStart < baseEnd && start < end && base[baseStart] === edited[start]) {
        sources[start++] = baseStart++;
    }
    while (baseStart < baseEnd && start < end && base[baseEnd - 1] === edited[end - 1]) {
        sources[--end] = --baseEnd;
    }
    return { baseStart, baseEnd, start, end };
}

/** Returns the pairs of lines that occur once in both texts, as many as are in the same order. */
function anchors(
    base: readonly string[],
    edited: readonly string[],
    { baseStart, baseEnd, start, end }: Section
): readonly (readonly [number, number])[] {
    const inBase = onlyPositions(base, baseStart, baseEnd);
    const pairs: [number, number][] = [];
    for (const [text, line] of onlyPositions(edited, start, end)) {
        const baseLine = inBase.get(text);
        if (line !== undefined && baseLine !== undefined) {
            pairs.push([baseLine, line]);
        }
    }
    return longestIncreasing(pairs.sort((one, other) => one[1] - other[1]));
}

/** Returns the positions of lines; undefined for one that occurs several times. */
function onlyPositions(lines: readonly string[], start: number, end: number): Map<string, number | undefined> {
    const positions = new Map<string, number | undefined>();
    for (let line = start; line < end; line++) {
        const text = lines[line] ?? '';
        positions.set(text, positions.has(text) ? undefined : line);
    }
    return positions;
}

/** Returns the longest part of the pairs whose first numbers increase, by patience sorting. */
function longestIncreasing(pairs: readonly [number, number][]): readonly [number, number][] {
    const tops: number[] = [];
    const previous: number[] = [];
    pairs.forEach(([value], index) => {
        let low = 0;
        let high = tops.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            const top = pairs[tops[middle] ?? 0]?.[0] ?? 0;
            [low, high] = top < value ? [middle + 1, high] : [low, middle];
        }
        previous[index] = tops[low - 1] ?? -1;
        tops[low] = index;
    });
    const longest: [number, number][] = [];
    for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
        const pair = pairs[index];
        if (pair !== undefined) {
            longest.push(pair);
        }
    }
    return longest.reverse();
}
