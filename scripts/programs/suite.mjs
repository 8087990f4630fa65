// SPDX-License-Identifier: MIT

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import configuration from '../../.mocharc.mjs';
import { inRoot, root } from '../set-up/repository.mjs';
import { runVisibly } from '../set-up/run.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endWith, isEnding } from './child-process.mjs';
import { createTemporaryFolder } from './temporary-files.mjs';
import { excerpts, logsFolder } from './test-logs.mjs';

/** Mocha, with the reporter that prints a line for each file. */
export const mocha = [
    inRoot('node_modules', 'mocha', 'bin', 'mocha.js'),
    // The hooks stand below: the paths of a configuration would be relative to the folder of the call.
    '--no-config',
    '--timeout',
    String(configuration.timeout),
    // A forgotten “.only” would hide every other test.
    '--forbid-only',
    '--reporter',
    inRoot('scripts', 'test-runner', 'mocha-reporter.mjs'),
    '--require',
    inRoot('scripts', 'test-runner', 'mocha-hooks.mjs')
];

/** How many of the slowest tests, and how many failures with their logs, the end of a run lists. */
const LISTED = 5;

/** Lines of an error that the end of a run repeats: the message, what was expected and seen, and the first frames. */
const ERROR_LINES = 20;

/** Returns the results of a run before its first suite. */
export function nothingRun() {
    return { passed: 0, failed: 0, skipped: [], tests: [], failures: [], suites: [] };
}

/**
 * Runs one test runner, and adds its results to the total. A runner that fails without a failed test, or writes no
 * results, counts as one failure; so does a rejected promise that nobody handles. After a signal it starts nothing, and
 * counts nothing.
 *
 * @param label what the lines of its files begin with, where several suites run the same files
 */
export async function suite(name, total, commandArguments, { cwd, env, label = '' } = {}) {
    if (isEnding()) {
        return;
    }
    console.log(`\n— ${name}`);
    const begin = performance.now();
    const folder = createTemporaryFolder('sanyam-test-');
    const removeFolder = () => rmSync(folder, { recursive: true, force: true });
    // A signal ends this process while the suite runs.
    process.once('exit', removeFolder);
    const results = path.join(folder, 'results.json');
    const failures = path.join(folder, 'failures.jsonl');
    const code = await runVisibly(node, commandArguments, {
        cwd,
        env: {
            ...toolEnvironment(),
            ...env,
            SANYAM_TEST_RESULTS: results,
            SANYAM_TEST_FAILURES: failures,
            SANYAM_TEST_LABEL: label
        },
        onStart: endWith
    });
    if (isEnding()) {
        return;
    }
    const noted = readFailures(failures);
    const rejections = noted.filter(({ rejection }) => rejection !== undefined);
    for (const { title, rejection } of rejections) {
        console.error(`\n  ✘ ${title}: unhandled promise rejection:\n${rejection.replace(/^/gm, '    ')}`);
    }
    const tests = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
    const countOf = kind => tests.filter(test => test.kind === kind).length;
    const hasCrashed = !existsSync(results) || (code !== 0 && countOf('failed') === 0);
    if (hasCrashed) {
        console.error(`\n  ✘ ${name}: the test runner exited with ${code} before it finished.`);
    }
    total.passed += countOf('passed');
    total.failed += countOf('failed') + rejections.length + (hasCrashed ? 1 : 0);
    total.skipped.push(...tests.filter(({ kind }) => kind === 'skipped').map(({ title }) => title));
    total.tests.push(...tests);
    total.failures.push(...noted);
    total.suites.push({ name, seconds: (performance.now() - begin) / 1000 });
    process.off('exit', removeFolder);
    removeFolder();
}

/** Runs a check without a test runner, and counts it as one test. After a signal it does nothing. */
export async function check(name, total, work) {
    if (isEnding()) {
        return;
    }
    console.log(`\n— ${name}`);
    const begin = performance.now();
    try {
        await work();
        total.passed++;
        console.log(`  ✔ ${name}`);
    } catch (error) {
        total.failed++;
        console.error(`${error.message}\n\n  ✘ ${name}`);
    }
    total.suites.push({ name, seconds: (performance.now() - begin) / 1000 });
}

function readFailures(file) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return lines.map(line => JSON.parse(line));
}

function hasFailed({ kind }) {
    return kind === 'failed';
}

/** The lines of an error that say what went wrong, without the snippet of code that a reporter has printed already. */
function beginningOf(error) {
    return error.split('\n').slice(0, ERROR_LINES).join('\n').replace(/^/gm, '    ');
}

/** Prints the results of all suites, and sets the exit code. Errors come again: of a long log, a reader has the end. */
export function conclude(total) {
    const flaky = total.tests.filter(({ isFlaky }) => isFlaky);
    const failures = total.failures.filter(({ title }) => !flaky.some(test => test.title === title));
    if (total.failed > 0) {
        console.log('\nFailed tests:');
        const rejections = failures.filter(({ rejection }) => rejection !== undefined);
        for (const { title, error, rejection } of [...total.tests.filter(hasFailed), ...rejections].slice(0, LISTED)) {
            console.log(`\n  ✘ ${title}\n${beginningOf(error ?? rejection)}`);
        }
        console.log(
            `\nLogs of the clouds during the failed tests (complete logs: ${path.relative(root, logsFolder())}):`
        );
        for (const failure of failures.slice(0, LISTED)) {
            console.log(`\n  ${failure.title}\n${excerpts(failure)}`);
        }
        if (failures.length === 0) {
            console.log(excerpts());
        }
    }
    console.log('\nSeconds:');
    for (const { name, seconds } of total.suites) {
        console.log(`  ${seconds.toFixed(0).padStart(4)}  ${name}`);
    }
    const slowest = total.tests.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, LISTED);
    console.log('The slowest tests:');
    for (const { title, milliseconds } of slowest) {
        console.log(`  ${(milliseconds / 1000).toFixed(0).padStart(4)}  ${title}`);
    }
    console.log();
    for (const title of total.skipped) {
        console.log(`skipped: ${title}`);
    }
    // Without the errors and the logs, nobody could find out why: the next run may pass at once.
    for (const [index, { title, error }] of flaky.entries()) {
        console.log(`flaky: ${title}`);
        if (index < LISTED) {
            const attempts = total.failures.filter(failure => failure.title === title);
            console.log([beginningOf(error), ...attempts.map(excerpts)].join('\n'));
        }
    }
    console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
    process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
