// SPDX-License-Identifier: MIT

import mocha from 'mocha';
import { inspect } from 'node:util';
import { summaryOf, writeResults } from './results.mjs';

const { Base } = mocha.reporters;

/**
 * Prints one line for each file, and the errors of those that failed. Writes the results for the test run.
 *
 * Every file's events come in one piece, also from a parallel run.
 */
class FileReporter extends Base {
    constructor(runner, options) {
        super(runner, options);
        const tests = [];
        let file;
        let current = { passed: [], failed: [], skipped: [], milliseconds: 0 };
        const flush = () => {
            if (current.passed.length + current.failed.length + current.skipped.length > 0) {
                console.log(summaryOf(file, current));
            }
            if (current.failed.length > 0) {
                Base.list(current.failed);
            }
            current = { passed: [], failed: [], skipped: [], milliseconds: 0 };
        };
        const belongTo = runnable => {
            if (runnable.file !== undefined && runnable.file !== file) {
                flush();
                file = runnable.file;
            }
        };
        const count = (kind, runnable) => {
            belongTo(runnable);
            current[kind].push(runnable);
            tests.push({
                kind,
                title: runnable.fullTitle(),
                file,
                milliseconds: runnable.duration ?? 0,
                // Base has stored it. From another process comes a copy of it, which is not an Error.
                ...(kind === 'failed' && { error: runnable.err?.stack ?? inspect(runnable.err) })
            });
        };
        runner.on('pass', test => count('passed', test));
        runner.on('pending', test => count('skipped', test));
        runner.on('fail', runnable => count('failed', runnable));
        for (const event of ['test end', 'hook end']) {
            runner.on(event, runnable => {
                belongTo(runnable);
                current.milliseconds += runnable.duration ?? 0;
            });
        }
        runner.once('end', () => {
            flush();
            writeResults(tests);
        });
    }
}

// Mocha loads its reporter with require, which returns the export of this name.
export { FileReporter as 'module.exports' };
