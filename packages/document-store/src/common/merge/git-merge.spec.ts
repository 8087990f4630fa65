// SPDX-License-Identifier: MIT

import { depth } from '@sanyam/test-kit/test-depth';
import { expect } from 'chai';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeTexts, type MergeRequest } from './merge-texts';

/** A failure prints its seed and path: `SANYAM_FUZZ_SEED=<seed> SANYAM_FUZZ_PATH=<path>` repeats it. */
const { SANYAM_FUZZ_SEED: SEED, SANYAM_FUZZ_PATH: PATH } = process.env;
const TEXTS = depth(20_000);
const DISTINCT_TEXTS = depth(5000);

/** A change of lines. Places are fractions of the text. */
interface Edit {
    readonly place: number;
    readonly removed: number;
    readonly inserted: readonly string[];
    /** Where the removed lines go. */
    readonly target: number | null;
}

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const ending = fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r');

/** Lines as texts have them: most of them once, or from a few that are repeated. The endings vary in some texts. */
function lineFrom(count: number): fc.Arbitrary<string> {
    const line = fc.integer({ min: 0, max: count - 1 });
    return fc.oneof(
        { weight: 4, arbitrary: line.map(number => `line ${number}\n`) },
        { weight: 1, arbitrary: fc.constantFrom('\n', '}\n') },
        { weight: 1, arbitrary: fc.tuple(line, ending).map(([number, end]) => `line ${number}${end}`) }
    );
}

function editsOf(inserted: fc.Arbitrary<string>, moves: fc.Arbitrary<number | null>): fc.Arbitrary<Edit[]> {
    return fc.array(
        fc.record({
            place: fraction,
            removed: fc.nat({ max: 3 }),
            inserted: fc.array(inserted, { maxLength: 3 }),
            target: moves
        }),
        { maxLength: 6 }
    );
}

function edit(base: readonly string[], edits: readonly Edit[]): readonly string[] {
    return edits.reduce<readonly string[]>((lines, { place, removed, inserted, target }) => {
        const at = Math.floor(place * (lines.length + 1));
        const moved = target === null ? [] : lines.slice(at, at + removed);
        const edited = lines.toSpliced(at, removed, ...inserted);
        return edited.toSpliced(Math.floor((target ?? 0) * (edited.length + 1)), 0, ...moved);
    }, base);
}

function textOf(lines: readonly string[], hasFinalNewline: boolean): string {
    const text = lines.join('');
    return hasFinalNewline ? text : text.replace(/\n$/, '');
}

/** Texts with repeated lines, moves, and changes that both made. */
const anyTexts: fc.Arbitrary<MergeRequest> = fc
    .constantFrom(2, 4, 12, 1000)
    .chain(count =>
        fc.record({
            base: fc.array(lineFrom(count), { maxLength: count > 4 ? 120 : 16 }),
            common: editsOf(lineFrom(count), fc.constant(null)),
            mine: editsOf(fc.oneof(lineFrom(count), fc.constantFrom('mine 1\n', 'mine 2\n')), fc.option(fraction)),
            theirs: editsOf(
                fc.oneof(lineFrom(count), fc.constantFrom('theirs 1\n', 'theirs 2\n')),
                fc.option(fraction)
            ),
            isCommon: fc.integer({ min: 0, max: 3 }).map(number => number === 0),
            newlines: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean())
        })
    )
    .map(({ base, common, mine, theirs, isCommon, newlines }) => {
        const changed = isCommon ? edit(base, common) : base;
        return {
            base: textOf(base, newlines[0]),
            mine: textOf(edit(changed, mine), newlines[1]),
            theirs: textOf(edit(changed, theirs), newlines[2])
        };
    });

/** Texts whose lines are all different, with new text from each side. */
const distinctTexts: fc.Arbitrary<MergeRequest> = fc
    .record({
        length: fc.nat({ max: 40 }),
        mine: editsOf(fc.constantFrom('mine 1\n', 'mine 2\n', 'both\n'), fc.constant(null)),
        theirs: editsOf(fc.constantFrom('theirs 1\n', 'theirs 2\n', 'both\n'), fc.constant(null))
    })
    .map(({ length, mine, theirs }) => {
        const base = Array.from({ length }, (_, index) => `line ${index}\n`);
        return { base: base.join(''), mine: edit(base, mine).join(''), theirs: edit(base, theirs).join('') };
    });

describe('a merge and git merge-file', () => {
    let directory: string;
    before(() => (directory = mkdtempSync(join(tmpdir(), 'sanyam-merge-'))));
    after(() => rmSync(directory, { recursive: true }));

    /** Returns the text that git merges; undefined for a conflict. */
    function mergedByGit(request: MergeRequest): string | undefined {
        const files = (['mine', 'base', 'theirs'] as const).map(name => {
            const file = join(directory, name);
            writeFileSync(file, request[name]);
            return file;
        });
        const { status, stdout, stderr } = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
        // The exit code is the number of conflicts, at most 127.
        expect(status, stderr).to.be.within(0, 127);
        return status === 0 ? stdout : undefined;
    }

    function assertFor(texts: fc.Arbitrary<MergeRequest>, count: number, check: (request: MergeRequest) => void): void {
        const { failed, seed, counterexamplePath, counterexample, errorInstance } = fc.check(
            fc.property(texts, check),
            {
                numRuns: count,
                ...(SEED !== undefined && { seed: Number(SEED) }),
                ...(PATH !== undefined && { path: PATH })
            }
        );
        if (failed) {
            const again = `SANYAM_FUZZ_SEED=${seed} SANYAM_FUZZ_PATH=${counterexamplePath}`;
            const text = JSON.stringify(counterexample);
            throw new Error(`To repeat the failure, set ${again}. The texts: ${text}`, { cause: errorInstance });
        }
    }

    it(`agree about each text that is merged, of ${TEXTS} random ones [BY-01]`, function () {
        this.timeout(600_000);
        let merged = 0;
        assertFor(anyTexts, TEXTS, request => {
            const ours = mergeTexts(request);
            if (ours.kind === 'merged') {
                merged++;
                expect(ours.text).to.equal(mergedByGit(request));
            }
        });
        expect(merged).to.be.greaterThan(SEED === undefined ? TEXTS / 5 : 0);
    });

    it(`merge the same texts without repeated lines, of ${DISTINCT_TEXTS} random ones [BY-01]`, function () {
        this.timeout(600_000);
        assertFor(distinctTexts, DISTINCT_TEXTS, request => {
            const ours = mergeTexts(request);
            expect(ours.kind === 'merged' ? ours.text : undefined).to.equal(mergedByGit(request));
        });
    });
});
