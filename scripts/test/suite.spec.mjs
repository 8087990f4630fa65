// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';

/** Test files, each with a different outcome. */
const SPECS = {
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

describe('A test run', function () {
    this.timeout(60_000);
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

    function writeLog(...lines) {
        mkdirSync(path.join(folder, 'logs'), { recursive: true });
        writeFileSync(path.join(folder, 'logs', 'cloud.log'), `${lines.join('\n')}\n`);
    }

    for (const [how, options] of [
        ['one after the other', []],
        ['at once', ['--parallel', '--jobs', '2']]
    ]) {
        describe(`of files ${how}`, () => {
            let run;
            before(async () => (run = await runMocha(SPECS, options)));

            it('prints one line for a file that passes', () => {
                expect(run.output).to.match(/\n {2}✔ test-results\S*good\.spec\.mjs: 2 passed, \d\.\d s\n/);
                expect(run.output).not.to.contain('✔ passes');
            });

            it('prints the error of a test that fails, with its difference and stack', () => {
                expect(run.output).to.match(/✘ \S*wrong\.spec\.mjs: 1 failed/);
                expect(run.output).to.match(/the sum\n +is right:/);
                expect(run.output)
                    .to.match(/-\s+2/)
                    .and.to.match(/\+\s+3/);
                expect(run.output).to.match(/at .*wrong\.spec\.mjs:/);
            });

            it('prints the error of a hook that fails, and counts it', () => {
                expect(run.output).to.match(/✘ \S*hook\.spec\.mjs: 1 failed/);
                expect(run.output).to.contain('no cloud');
            });

            it('prints why a test is skipped', () => {
                expect(run.output).to.contain('\nskipped: pools: PgBouncer is not installed\n');
            });

            it('counts an unhandled promise rejection as a failure', () => {
                expect(run.output).to.match(
                    /✘ forgets a promise: unhandled promise rejection[^]*Error: forgotten\n +at /
                );
            });

            for (const [when, text] of [
                ['while a file loads', "Promise.reject(new Error('early')); it('a', () => {});"],
                ['after the last test', "it('a', () => { setTimeout(() => Promise.reject(new Error('late')), 5); });"],
                [
                    'without a text',
                    "it('a', async () => { Promise.reject(Object.create(null)); await new Promise(r => setTimeout(r, 20)); });"
                ]
            ]) {
                it(`counts a rejection ${when} once`, async () => {
                    const { output, last, code } = await runMocha({ reject: text, good: SPECS.good }, options);
                    expect([last, code]).to.deep.equal(['3 passed, 1 failed, 0 skipped', 1]);
                    expect(output).to.match(
                        /✘ (a|before the first test of a file): unhandled promise rejection:\n +(Error: (early|late)\n +at .*reject\.spec\.mjs|\[Object: null prototype\])/
                    );
                });
            }

            for (const [what, work] of [
                ['rejects a promise', "Promise.reject(new Error('late'))"],
                ['throws', "{ throw new Error('late'); }"]
            ]) {
                it(`fails when a timer ${what} long after the last test`, async () => {
                    const text = `it('a', () => { setTimeout(() => ${work}, 300); });`;
                    const { output, code } = await runMocha({ reject: text, good: SPECS.good }, options);
                    expect(output).to.contain('Error: late');
                    // Mocha can report once more that a hook ended twice.
                    expect(output).to.match(/\n3 passed, [12] failed, 0 skipped\n$/);
                    expect(code).to.equal(1);
                });
            }

            for (const [what, text] of [
                ['test', "it('inner', () => { throw new Error('x'); });"],
                ['suite', "describe('inner', () => {});"],
                ['hook', "after('inner', () => {});"]
            ]) {
                it(`fails when a ${what} is defined inside of a test`, async () => {
                    const nested = `it('outer', () => { ${text} });`;
                    const { output, last, code } = await runMocha({ nested, good: SPECS.good }, options);
                    expect(output).to.match(/“.*inner.*” is defined while “outer” runs/);
                    expect([last, code]).to.deep.equal(['2 passed, 1 failed, 0 skipped', 1]);
                });
            }

            it('fails when a test hides the others with “.only”', async () => {
                const { output, code } = await runMocha(
                    { only: "it.only('a', () => {}); it('b', () => {});" },
                    options
                );
                expect(output).to.match(/`\.only` (forbidden|is not supported)[^]*at .*only\.spec\.mjs/);
                expect(code).to.equal(1);
            });

            it('ends with the counts and a failure', () => {
                expect([run.last, run.code]).to.deep.equal(['3 passed, 3 failed, 1 skipped', 1]);
            });

            it('fails when a file ends the process', async () => {
                const { output, code } = await runMocha({ end: "it('ends', () => process.exit(0));" }, options);
                expect(output).to.match(
                    /the test runner exited with 0 before it finished|Worker terminated Unexpectedly/
                );
                expect(output).to.match(/\n0 passed, 1 failed, 0 skipped\n$/);
                expect(code).to.equal(1);
            });
        });
    }

    it('fails when a worker still has something to do long after the last test', async () => {
        const text = "it('a', () => { setInterval(() => {}, 1000); });";
        const { output, code } = await runMocha({ busy: text }, ['--parallel', '--jobs', '2']);
        expect(output).to.match(
            /Timeout still runs 10 s after the last test of .*busy\.spec\.mjs\. End it in “after”\./
        );
        expect(code).to.equal(1);
    });

    for (const options of [[], ['--parallel', '--jobs', '2']]) {
        it(`by hand finds a forgotten rejection, “.only” and a test in a test, too (${options.join(' ')})`, async () => {
            for (const [text, message] of [
                [SPECS.rejection, /forgets a promise: unhandled promise rejection: Error: forgotten/],
                ["it.only('a', () => {}); it('b', () => {});", /\.only/],
                ["it('outer', () => { it('inner', () => {}); });", /“inner” is defined while “outer” runs/]
            ]) {
                const file = path.join(folder, 'by-hand.spec.mjs');
                writeFileSync(file, text);
                const env = { ...process.env };
                delete env.SANYAM_TEST_FAILURES;
                const { status, stdout, stderr } = spawnSync(
                    process.execPath,
                    [inRoot('node_modules/mocha/bin/mocha.js'), ...options, file],
                    { cwd: folder, env, encoding: 'utf8' }
                );
                expect(stdout + stderr).to.match(message);
                expect(status).not.to.equal(0);
            }
        });
    }

    it('passes when every test passes or is skipped', async () => {
        const { last, code } = await runMocha({ good: SPECS.good, skip: SPECS.skip });
        expect([last, code]).to.deep.equal(['2 passed, 0 failed, 1 skipped', 0]);
    });

    it('fails when a file cannot be loaded', async () => {
        const { output, last } = await runMocha({ broken: 'it(' });
        expect(output).to.contain('SyntaxError');
        expect(last).to.equal('0 passed, 1 failed, 0 skipped');
    });

    it('fails when there are no tests', async () => {
        const { last, code } = await runMocha({ empty: '' });
        expect([last, code]).to.deep.equal(['0 passed, 0 failed, 0 skipped', 1]);
    });

    it('prints what the clouds logged while a test failed, without the frames of stack traces', async () => {
        writeLog('1999-01-01T00:00:00.000Z long ago', `${new Date(Date.now() + 60_000).toISOString()} much later`);
        const { output } = await runMocha({
            log: `
                import { appendFileSync } from 'node:fs';
                it('makes the cloud fail', () => {
                    for (const line of ['PostgresError: permission denied', '    at handle (connection.js:489:6)']) {
                        appendFileSync(process.env.SANYAM_TEST_LOGS + '/cloud.log', new Date().toISOString() + ' ' + line + '\\n');
                    }
                    throw new Error('broken');
                });
            `
        });
        expect(output).to.match(/logs\/cloud\.log:\n +\S+ PostgresError: permission denied\n/);
        for (const absent of ['at handle', 'long ago', 'much later']) {
            expect(output).not.to.contain(absent);
        }
    });

    it('prints the end of the logs when the runner fails without a failed test', async () => {
        writeLog('2026-01-01T00:00:00.000Z the cloud ended');
        expect((await runMocha({ broken: 'it(' })).output).to.contain('the cloud ended');
    });

    it('prints one line for each file of browser tests, and the errors of those that fail', async () => {
        const project = path.join(folder, 'browser');
        mkdirSync(project);
        writeFileSync(path.join(project, 'package.json'), '{ "type": "module" }');
        writeFileSync(
            path.join(project, 'example.spec.ts'),
            `
                import { expect, test } from '@playwright/test';
                test('passes', () => {});
                test('is wrong', () => expect(1).toBe(2));
                test('is skipped', () => test.skip(true, 'no display'));
            `
        );
        writeFileSync(
            path.join(project, 'playwright.config.ts'),
            `export default { testDir: '.', reporter: ${JSON.stringify(inRoot('scripts/test-runner/playwright-reporter.mjs'))} };`
        );
        const command = JSON.stringify([inRoot('node_modules/@playwright/test/cli.js'), 'test']);
        const { output, last } = await runSuite(command, { cwd: project });
        expect(output).to.match(/✘ test-results\S*example\.spec\.ts: 1 passed, 1 failed, 1 skipped, \d+\.\d s\n/);
        expect(output).to.match(/✘ example\.spec\.ts › is wrong\n[^]*Expected: 2\n +Received: 1\n/);
        expect(output).to.match(/example\.spec\.ts:4/);
        expect(output).to.contain('\nskipped: example.spec.ts › is skipped › no display\n');
        expect(last).to.equal('1 passed, 1 failed, 1 skipped');
    });

    it('starts nothing after a signal, and removes its folders', async () => {
        const started = path.join(folder, 'started');
        const temporary = mkdtempSync(path.join(folder, 'tmp-'));
        const script = `
            import { endOnSignal, endWith } from ${JSON.stringify(inRoot('scripts/programs/child-process.mjs'))};
            import { nothingRun, suite } from ${JSON.stringify(inRoot('scripts/programs/suite.mjs'))};
            import { spawn } from 'node:child_process';
            endOnSignal();
            const ignore = "process.on('SIGTERM', () => setTimeout(() => process.exit(), 1000)); console.log('up'); setInterval(() => {}, 1000);";
            const cloud = spawn(process.execPath, ['--eval', ignore], { stdio: ['ignore', 'pipe', 'inherit'] });
            endWith(cloud);
            await new Promise(resolve => cloud.stdout.once('data', resolve));
            const total = nothingRun();
            const wait = "require('fs').writeFileSync(" + JSON.stringify(${JSON.stringify(started)}) + ", ''); setInterval(() => {}, 1000);";
            await suite('First', total, ['--eval', wait]);
            await suite('Second', total, ['--eval', wait]);
            console.log('after', total.failed);
        `;
        const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
            cwd: folder,
            env: { ...process.env, TMPDIR: temporary }
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', chunk => (output += chunk));
        const closed = once(child, 'close');
        while (!existsSync(started)) {
            await new Promise(resolve => setTimeout(resolve, 50));
        }
        child.kill('SIGTERM');
        const [code] = await closed;
        expect(code).to.equal(143);
        expect(output).to.contain('— First').and.to.contain('after 0');
        expect(output).not.to.contain('— Second');
        expect(readdirSync(temporary)).to.deep.equal([]);
    });
});
