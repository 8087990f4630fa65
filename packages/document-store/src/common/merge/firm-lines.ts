// SPDX-License-Identifier: MIT

import { LineCounts } from './line-counts';
import { innerRuns, outerRuns, SHORTEST_DIFF_LIMIT, type Lines, type Run } from './line-runs';

/** The edited lines between two runs. */
interface Change {
    readonly lines: number;
    /** The deleted lines that the edited text has as well. */
    readonly deleted: number;
    /** The inserted lines that the base has as well. */
    readonly inserted: number;
}

/**
 * Returns for each line of the base the line of the edited text that it is in every diff that git can choose; -1 if there
 * is none. If lines are repeated, there are several shortest diffs, and git's need not be the one of the package `diff`.
 * Two changes that are apart in one can touch each other in another.
 *
 * A diff without a firm line also leaves the lines of its run up to there, or from there on. It cannot match those without
 * an equal line nearby, and can only match repeated lines of the changes on that side instead. A line is firm if these
 * are too few.
 */
export function firmLines(base: Lines, side: Lines): Int32Array {
    const [first, last] = outerRuns(base, side);
    const inner = innerRuns(base, side, first, last);
    if (inner?.length === 0) {
        return positionsOf(base.length, aroundOneChange(base, side, first, last));
    }
    const counts = new LineCounts(base, side);
    let runs = [first, ...(inner ?? []).filter(run => counts.isKept(run)), last];
    let changes = changesBetween(runs, counts);
    if (sumOf(changes.map(({ deleted, inserted }) => deleted + inserted)) > SHORTEST_DIFF_LIMIT) {
        // Git's diff may be longer than the shortest, but it begins with the lines at both ends, too.
        runs = [first, last];
        changes = changesBetween(runs, counts);
    }
    return positionsOf(base.length, firmRuns(runs, changes, counts));
}

/** Returns the firm lines of runs with several changes, or with one that can hide lines that are kept. */
function firmRuns(runs: readonly Run[], changes: readonly Change[], counts: LineCounts): Run[] {
    const reach = sumOf(changes.map(({ lines }) => lines));
    const distinct = runs.map(run =>
        Array.from({ length: run.length }, (_, offset) => (counts.isDistinct(run, offset, reach) ? 1 : 0))
    );
    const totals = distinct.map(sumOf);
    const deleted = gainsAround(changes, totals, change => change.deleted);
    const inserted = gainsAround(changes, totals, change => change.inserted);
    return runs.flatMap((run, index) => {
        const isOuter = index === 0 || index === runs.length - 1;
        const before = Math.min(deleted.before[index] ?? 0, inserted.before[index] ?? 0);
        const after = Math.min(deleted.after[index] ?? 0, inserted.after[index] ?? 0);
        const around = Math.min(deleted.around[index] ?? 0, inserted.around[index] ?? 0);
        const total = totals[index] ?? 0;
        let passed = 0;
        return (distinct[index] ?? []).flatMap((isDistinct, offset) => {
            passed += isDistinct;
            const rest = total - passed + isDistinct;
            // Git begins with the runs at the ends, and then moves a change by equal lines only.
            const isFirm = isOuter
                ? (before < 0 || passed > 0) && (after < 0 || rest > 0)
                : before < passed && after < rest && around < total;
            return isFirm ? [{ base: run.base + offset, side: run.side + offset, length: 1 }] : [];
        });
    });
}

/** For each run, how many lines more a diff can match that makes changes differently; a negative number if it cannot. */
interface Gains {
    /** By changes before the run. */
    readonly before: readonly number[];
    /** By changes after the run. */
    readonly after: readonly number[];
    /** By changes on both sides, at least one. */
    readonly around: readonly number[];
}

/** @param repeated the lines of a change that such a diff could match, of one of the texts */
function gainsAround(
    changes: readonly Change[],
    distinct: readonly number[],
    repeated: (change: Change) => number
): Gains {
    const before = gainsBefore(changes, distinct, repeated);
    const after = gainsBefore(changes.toReversed(), distinct.toReversed(), repeated).toReversed();
    const around = before.map((left, index) => {
        const right = after[index] ?? 0;
        return Math.max(left + Math.max(0, right), right + Math.max(0, left));
    });
    return { before, after, around };
}

/** A diff that makes several changes differently loses the distinct lines between them. */
function gainsBefore(
    changes: readonly Change[],
    distinct: readonly number[],
    repeated: (change: Change) => number
): number[] {
    const gains = [-Infinity];
    changes.forEach((change, index) => {
        const carried = (gains[index] ?? 0) - (distinct[index] ?? 0);
        gains.push(change.deleted + change.inserted > 0 ? repeated(change) + Math.max(0, carried) : carried);
    });
    return gains;
}

function changesBetween(runs: readonly Run[], counts: LineCounts): Change[] {
    return runs.slice(1).map((next, index) => {
        const run = runs[index] ?? next;
        const [base, side] = [run.base + run.length, run.side + run.length];
        return {
            lines: next.base - base + next.side - side,
            deleted: counts.baseLinesInSide(base, next.base),
            inserted: counts.sideLinesInBase(side, next.side)
        };
    });
}

/**
 * Returns the firm lines around the only change. A change that only inserts or only deletes can move as far as the lines
 * repeat. A replacement cannot: git keeps the deleted lines beside the inserted ones.
 */
function aroundOneChange(base: Lines, side: Lines, first: Run, last: Run): Run[] {
    const isReplacement = last.base > first.length && last.side > first.length;
    const [lines, end] = last.base > first.length ? [base, last.base] : [side, last.side];
    const size = isReplacement ? 0 : end - first.length;
    let up = 0;
    while (size > 0 && up < first.length && lines[first.length - 1 - up] === lines[end - 1 - up]) {
        up++;
    }
    let down = 0;
    while (size > 0 && down < last.length && lines[first.length + down] === lines[end + down]) {
        down++;
    }
    return [
        { ...first, length: first.length - up },
        { base: last.base + down, side: last.side + down, length: last.length - down }
    ];
}

function positionsOf(length: number, runs: readonly Run[]): Int32Array {
    const positions = new Int32Array(length).fill(-1);
    for (const { base, side, length: lines } of runs) {
        for (let offset = 0; offset < lines; offset++) {
            positions[base + offset] = side + offset;
        }
    }
    return positions;
}

function sumOf(numbers: readonly number[]): number {
    return numbers.reduce((sum, number) => sum + number, 0);
}
