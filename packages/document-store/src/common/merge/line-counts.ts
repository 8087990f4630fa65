// SPDX-License-Identifier: MIT

import type { Lines, Run } from './line-runs';

/** Lines that git looks at on both sides of a line together (twice XDL_SIMSCAN_WINDOW in git's xdiff). */
const DISCARD_WINDOW = 200;

/** How often lines occur in the base and in an edited text. */
export class LineCounts {
    private readonly inBase: ReadonlyMap<number, number>;
    private readonly inSide: ReadonlyMap<number, number>;
    /** How many lines of the base are not in the edited text. */
    private readonly onlyInBase: number;
    private readonly onlyInSide: number;
    private readonly baseDistances: Float64Array;
    private readonly sideDistances: Float64Array;

    constructor(
        private readonly base: Lines,
        private readonly side: Lines
    ) {
        this.inBase = countsOf(base);
        this.inSide = countsOf(side);
        this.onlyInBase = base.length - this.baseLinesInSide(0, base.length);
        this.onlyInSide = side.length - this.sideLinesInBase(0, side.length);
        this.baseDistances = distancesToEqual(base);
        this.sideDistances = distancesToEqual(side);
    }

    /** Returns how many of these lines of the base are in the edited text as well. */
    baseLinesInSide(start: number, end: number): number {
        return numberOf(this.base, start, end, line => this.inSide.has(line));
    }

    /** Returns how many of these lines of the edited text are in the base as well. */
    sideLinesInBase(start: number, end: number): number {
        return numberOf(this.side, start, end, line => this.inBase.has(line));
    }

    /** Returns whether a line of a run has no equal line within `reach` lines, in either text. */
    isDistinct(run: Run, offset: number, reach: number): boolean {
        const distance = (distances: Float64Array, line: number): number => distances[line] ?? 0;
        return (
            distance(this.baseDistances, run.base + offset) > reach &&
            distance(this.sideDistances, run.side + offset) > reach
        );
    }

    /**
     * Returns whether git keeps all lines of a run between two changes. To save time, it takes a frequent line (as many
     * times in the other text as the square root of the number of lines) as changed if most lines around it are not in
     * the other text. A line that is not frequent, or a long run, stops that.
     */
    isKept(run: Run): boolean {
        // Git compares three times the frequent lines around a line with the unmatched ones (XDL_KPDIS_RUN in xdiff).
        const isLong = 3 * (run.length - 1) >= Math.min(DISCARD_WINDOW, Math.max(this.onlyInBase, this.onlyInSide));
        return (
            isLong ||
            (hasInfrequentLine(this.base, this.inSide, run.base, run.length) &&
                hasInfrequentLine(this.side, this.inBase, run.side, run.length))
        );
    }
}

function hasInfrequentLine(lines: Lines, others: ReadonlyMap<number, number>, start: number, length: number): boolean {
    const frequent = Math.sqrt(lines.length);
    return numberOf(lines, start, start + length, line => (others.get(line) ?? 0) <= frequent) > 0;
}

function numberOf(lines: Lines, start: number, end: number, isCounted: (line: number) => boolean): number {
    let count = 0;
    for (let position = start; position < end; position++) {
        count += isCounted(lines[position] ?? -1) ? 1 : 0;
    }
    return count;
}

function countsOf(lines: Lines): Map<number, number> {
    const counts = new Map<number, number>();
    for (const line of lines) {
        counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    return counts;
}

/** Returns for each line how far away the nearest equal line is. */
function distancesToEqual(lines: Lines): Float64Array {
    const distances = new Float64Array(lines.length).fill(Infinity);
    const positions = new Map<number, number>();
    lines.forEach((line, position) => {
        const previous = positions.get(line);
        if (previous !== undefined) {
            distances[position] = position - previous;
            distances[previous] = Math.min(distances[previous] ?? Infinity, position - previous);
        }
        positions.set(line, position);
    });
    return distances;
}
