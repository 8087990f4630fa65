// SPDX-License-Identifier: MIT

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';
import { runVisibly } from '../set-up/run.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endWith } from './child-process.mjs';

/** Mocha, with the reporter that counts. */
export const mocha = [
    inRoot('node_modules', 'mocha', 'bin', 'mocha.js'),
    '--timeout',
    '60000',
    '--reporter',
    inRoot('scripts', 'test', 'mocha-reporter.mjs')
];

/** What nobody has run yet. */
export function nothingRun() {
    return { passed: 0, failed: 0, skipped: [] };
}

/**
 * Runs one test runner, and adds up what it counted. A runner that fails without a failed test counts as one.
 *
 * @param isBeside whether others run meanwhile; then what it prints waits for its end
 */
export async function suite(name, total, commandArguments, { cwd, env, isBeside = false } = {}) {
    const heading = `\n— ${name}`;
    console.log(isBeside ? `${heading}, beside the next; its results follow` : heading);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-test-'));
    const counts = path.join(folder, 'counts.json');
    const code = await runVisibly(node, commandArguments, {
        cwd,
        env: { ...toolEnvironment(), ...env, SANYAM_TEST_COUNTS: counts },
        inOnePiece: isBeside,
        onStart: endWith
    });
    const { passed, failed, skipped } = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : nothingRun();
    rmSync(folder, { recursive: true });
    total.passed += passed;
    total.failed += failed === 0 && code !== 0 ? 1 : failed;
    total.skipped.push(...skipped);
}

/** Says what came of it all, and sets the exit code. */
export function conclude(total) {
    for (const title of total.skipped) {
        console.log(`skipped: ${title}`);
    }
    console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
    process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
