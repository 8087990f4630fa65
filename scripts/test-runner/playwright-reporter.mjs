// SPDX-License-Identifier: MIT

import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../set-up/repository.mjs';
import { summaryOf, writeResults } from './results.mjs';

/** How Playwright's outcomes count. One that passed only when it was tried again, in CI, is named at the end of the run. */
const KINDS = { expected: 'passed', unexpected: 'failed', flaky: 'passed', skipped: 'skipped' };

/** Node quotes the line of the bundle that fails: a megabyte. */
const LONG_LINE = /^(.{500}).+$/gm;

/** Prints one line for each file, and the errors of those that failed. Writes the results for the test run. */
export default class FileReporter {
    /** The tests of each file that have not ended. */
    open = new Map();

    onBegin(_config, suite) {
        this.suite = suite;
        for (const test of suite.allTests()) {
            const tests = this.open.get(test.location.file) ?? new Set();
            this.open.set(test.location.file, tests.add(test));
        }
    }

    onTestEnd(test, result) {
        const { file } = test.location;
        if (test.outcome() === 'unexpected') {
            // Playwright asks the same before it runs a test again.
            const isTriedAgain = test.results.length <= test.retries;
            this.print(`\n  ✘ ${titleOf(test)}${isTriedAgain ? ' (will be tried again)' : ''}`, result);
            this.noteTimes(test, result);
            if (isTriedAgain) {
                return;
            }
        }
        const open = this.open.get(file);
        open?.delete(test);
        if (open?.size === 0) {
            this.open.delete(file);
            console.log(summaryOf(file, this.countsOf(file)));
        }
    }

    onError(error) {
        this.print('\n  ✘ outside of any test', { errors: [error] });
    }

    onEnd() {
        writeResults(
            this.suite.allTests().map(test => ({
                kind: KINDS[test.outcome()],
                title: titleOf(test),
                file: test.location.file,
                milliseconds: durationOf(test),
                ...(test.outcome() === 'flaky' && { isFlaky: true }),
                ...(['unexpected', 'flaky'].includes(test.outcome()) && { error: errorsOf(test) })
            }))
        );
    }

    printsToStdio() {
        return true;
    }

    print(heading, { errors, attachments = [] }) {
        console.log(heading);
        for (const error of errors) {
            const snippet = stripVTControlCharacters(error.snippet ?? '').replace(LONG_LINE, '$1…');
            console.log([textOf(error), snippet].filter(Boolean).join('\n').replace(/^/gm, '    '));
        }
        for (const { name, path: file } of attachments.filter(({ path: file }) => file !== undefined)) {
            console.log(`    ${name}: ${path.relative(root, file)}`);
        }
    }

    /** The attempt has just ended. Its duration is no measure of that: it leaves out what is not the test's own time. */
    noteTimes(test, { startTime }) {
        if (process.env.SANYAM_TEST_FAILURES) {
            const failure = { title: titleOf(test), from: startTime, to: new Date() };
            appendFileSync(process.env.SANYAM_TEST_FAILURES, `${JSON.stringify(failure)}\n`);
        }
    }

    countsOf(file) {
        const tests = this.suite.allTests().filter(test => test.location.file === file);
        const of = kind => tests.filter(test => KINDS[test.outcome()] === kind);
        return {
            passed: of('passed'),
            failed: of('failed'),
            skipped: of('skipped'),
            milliseconds: tests.reduce((sum, test) => sum + durationOf(test), 0)
        };
    }
}

function textOf({ stack, message, value }) {
    return stripVTControlCharacters(stack ?? message ?? value).replace(LONG_LINE, '$1…');
}

function errorsOf(test) {
    return test.results
        .flatMap(({ errors }) => errors)
        .map(textOf)
        .join('\n');
}

function durationOf(test) {
    return test.results.reduce((sum, { duration }) => sum + duration, 0);
}

/** A skipped test says why, as Mocha's do in their titles. */
function titleOf(test) {
    const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
    const [, , file, ...titles] = test.titlePath();
    return [file, ...titles, ...(test.outcome() === 'skipped' && reason ? [reason] : [])].join(' › ');
}
