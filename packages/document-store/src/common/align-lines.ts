// SPDX-License-Identifier: MIT

import { changedRanges } from './merge/line-runs';

/**
 * Returns for each line of an edited text the line of the base that it is or replaces, or undefined for a new line. Lines
 * of a changed part replace each other in order. A text with hundreds of moved lines counts as one such part.
 */
export function alignLines(base: readonly string[], edited: readonly string[]): (number | undefined)[] {
    const ids = new Map<string, number>();
    const sources: (number | undefined)[] = [];
    let baseLine = 0;
    for (const { base: from, side } of changedRanges(numbered(base, ids), numbered(edited, ids))) {
        while (sources.length < side.start) {
            sources.push(baseLine++);
        }
        for (let offset = 0; offset < side.end - side.start; offset++) {
            sources.push(from.start + offset < from.end ? from.start + offset : undefined);
        }
        baseLine = from.end;
    }
    while (sources.length < edited.length) {
        sources.push(baseLine++);
    }
    return sources;
}

/** Returns a number for each line. Equal lines have equal numbers. */
function numbered(lines: readonly string[], ids: Map<string, number>): number[] {
    return lines.map(line => {
        const id = ids.get(line) ?? ids.size;
        ids.set(line, id);
        return id;
    });
}
