// SPDX-License-Identifier: MIT

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../set-up/repository.mjs';

/** The line about a file: `✔ packages/types/lib/document-name.spec.js: 12 passed, 0.1 s`. */
export function summaryOf(file, { passed, failed, skipped, milliseconds }) {
    const counts = Object.entries({ passed, failed, skipped })
        .filter(([, tests]) => tests.length > 0)
        .map(([name, tests]) => `${tests.length} ${name}`);
    const place = file === undefined ? 'outside of any file' : path.relative(root, file);
    const label = process.env.SANYAM_TEST_LABEL ? `[${process.env.SANYAM_TEST_LABEL}] ` : '';
    const mark = failed.length === 0 ? '✔' : '✘';
    return `  ${mark} ${label}${place}: ${counts.join(', ')}, ${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Writes the results to the file in SANYAM_TEST_RESULTS, for the test run that started this runner.
 *
 * @param tests {{ kind: 'passed' | 'failed' | 'skipped', title: string, file?: string, milliseconds: number, error?: string, isFlaky?: boolean }[]}
 *   `error`: of a failed test, as text; `isFlaky`: it passed only when it was tried again, and `error`
 *   has those of the attempts before
 */
export function writeResults(tests) {
    if (process.env.SANYAM_TEST_RESULTS) {
        writeFileSync(process.env.SANYAM_TEST_RESULTS, JSON.stringify(tests));
    }
}
