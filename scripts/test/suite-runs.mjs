// SPDX-License-Identifier: MIT

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';

/** Test files, each with a different outcome. */
export const SPECS = {
    good: "it('passes', () => {}); it('passes too', () => {});",
    wrong: `
        import assert from 'node:assert/strict';
        describe('the sum', () => { it('is right', () => assert.deepEqual([1, 2], [1, 3])); });
    `,
    hook: `
        describe('a stage', () => {
            before(() => { throw new Error('no cloud'); });
            it('waits', () => {});
        });
    `,
    skip: "it.skip('pools: PgBouncer is not installed');",
    rejection: `
        it('forgets a promise', async () => {
            void Promise.reject(new Error('forgotten'));
            await new Promise(resolve => setTimeout(resolve, 50));
        });
    `
};

/** Gives a suite a folder, in which it runs suites as `npm test` does. Use it only in tests and hooks. */
export function stageRuns() {
    let folder;
    before(() => {
        // Inside the repository, where Playwright finds its modules.
        mkdirSync(inRoot('test-results'), { recursive: true });
        folder = mkdtempSync(inRoot('test-results', 'suite-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    /** Runs a suite as `npm test` does. Returns what it prints, its last line, and its exit code. */
    async function runSuite(command, options = {}) {
        const script = `
            import { conclude, mocha, nothingRun, suite } from ${JSON.stringify(inRoot('scripts/programs/suite.mjs'))};
            const total = nothingRun();
            await suite('Example', total, ${command}, ${JSON.stringify(options)});
            conclude(total);
        `;
        const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
            cwd: folder,
            env: { ...process.env, SANYAM_TEST_LOGS: path.join(folder, 'logs') }
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', chunk => (output += chunk));
        }
        const [code] = await once(child, 'close');
        return { output, last: output.trimEnd().split('\n').at(-1), code };
    }

    function runMocha(specs, mochaOptions = []) {
        const files = Object.entries(specs).map(([name, text]) => {
            const file = path.join(folder, `${name}.spec.mjs`);
            writeFileSync(file, text);
            return file;
        });
        return runSuite(`[...mocha, ...${JSON.stringify([...mochaOptions, ...files])}]`);
    }

    /** Runs browser tests, which need no browser. */
    function runPlaywright(text, playwrightOptions = []) {
        const project = path.join(folder, 'browser');
        mkdirSync(project, { recursive: true });
        writeFileSync(path.join(project, 'package.json'), '{ "type": "module" }');
        writeFileSync(
            path.join(project, 'example.spec.ts'),
            `import { expect, test } from '@playwright/test';\n${text}`
        );
        const reporter = JSON.stringify(inRoot('scripts/test-runner/playwright-reporter.mjs'));
        writeFileSync(
            path.join(project, 'playwright.config.ts'),
            `export default { testDir: '.', reporter: ${reporter} };`
        );
        const command = [inRoot('node_modules/@playwright/test/cli.js'), 'test', ...playwrightOptions];
        return runSuite(JSON.stringify(command), { cwd: project });
    }

    function writeLog(...lines) {
        mkdirSync(path.join(folder, 'logs'), { recursive: true });
        writeFileSync(path.join(folder, 'logs', 'cloud.log'), `${lines.join('\n')}\n`);
    }

    return {
        get folder() {
            return folder;
        },
        runSuite,
        runMocha,
        runPlaywright,
        writeLog
    };
}
