// SPDX-License-Identifier: MIT

import { diffArrays } from 'diff';
import type { LineRange } from './text-lines';

/** Lines of a text. Equal numbers stand for equal lines. */
export type Lines = readonly number[];

/** A run of equal lines: `length` lines from `base` in the base, and from `side` in the edited text. */
export interface Run {
    readonly base: number;
    readonly side: number;
    readonly length: number;
}

/**
 * The most edits after which git still looks for the shortest diff. Its search from both ends gives up at 256 edits each
 * (XDL_MAX_COST_MIN and XDL_HEUR_MIN_COST in git's xdiff).
 */
export const SHORTEST_DIFF_LIMIT = 500;

/** Milliseconds for a diff. The limit above ends each one within tens of milliseconds; this is for a machine that stalls. */
const TIMEOUT = 1000;

/** Returns the runs of a shortest diff, without those at both ends of the texts; `undefined` if it has too many edits. */
export function innerRuns(base: Lines, side: Lines, first: Run, last: Run): Run[] | undefined {
    const baseLines = matchable(base, first.length, last.base, new Set(side.slice(first.length, last.side)));
    const sideLines = matchable(side, first.length, last.side, new Set(base.slice(first.length, last.base)));
    const changes = diffArrays(
        baseLines.map(line => base[line]),
        sideLines.map(line => side[line]),
        { timeout: TIMEOUT, maxEditLength: SHORTEST_DIFF_LIMIT }
    );
    const runs: { base: number; side: number; length: number }[] = [];
    let [baseIndex, sideIndex] = [0, 0];
    for (const { added, removed, count } of changes ?? []) {
        for (let index = 0; index < count && !added && !removed; index++) {
            const [baseLine = 0, sideLine = 0] = [baseLines[baseIndex + index], sideLines[sideIndex + index]];
            const run = runs.at(-1);
            if (run !== undefined && run.base + run.length === baseLine && run.side + run.length === sideLine) {
                run.length++;
            } else {
                runs.push({ base: baseLine, side: sideLine, length: 1 });
            }
        }
        baseIndex += added ? 0 : count;
        sideIndex += removed ? 0 : count;
    }
    return changes && runs;
}

/** Returns the runs at both ends of the texts. They do not overlap. */
export function outerRuns(base: Lines, side: Lines): [first: Run, last: Run] {
    const shorter = Math.min(base.length, side.length);
    let first = 0;
    while (first < shorter && base[first] === side[first]) {
        first++;
    }
    let last = 0;
    while (last < shorter - first && base[base.length - last - 1] === side[side.length - last - 1]) {
        last++;
    }
    return [
        { base: 0, side: 0, length: first },
        { base: base.length - last, side: side.length - last, length: last }
    ];
}

/** Returns whether there is only one shortest diff, because no edited line is in the other text as well. */
export function hasOneDiff(base: Lines, side: Lines): boolean {
    const [first, last] = outerRuns(base, side);
    return (
        matchable(base, first.length, last.base, new Set(side)).length === 0 &&
        matchable(side, first.length, last.side, new Set(base)).length === 0
    );
}

/** Returns the ranges of lines that differ in two texts, in order. */
export function changedRanges(base: Lines, side: Lines): { base: LineRange; side: LineRange }[] {
    const [first, last] = outerRuns(base, side);
    const runs = [first, ...(innerRuns(base, side, first, last) ?? []), last];
    return runs.slice(1).map((next, index) => {
        const run = runs[index] ?? next;
        return {
            base: { start: run.base + run.length, end: next.base },
            side: { start: run.side + run.length, end: next.side }
        };
    });
}

/** Returns the positions of lines from `start` to before `end` that are in `others`. Only these can be in a run. */
function matchable(lines: Lines, start: number, end: number, others: ReadonlySet<number>): number[] {
    const positions: number[] = [];
    for (let line = start; line < end; line++) {
        if (others.has(lines[line] ?? -1)) {
            positions.push(line);
        }
    }
    return positions;
}
