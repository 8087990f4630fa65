// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';
import { SPECS, stageRuns } from './suite-runs.mjs';

describe('A test run', function () {
    const stage = stageRuns();

    it('fails when a worker still has something to do long after the last test, and not again for its next file', async () => {
        const text = "it('a', () => { setInterval(() => {}, 1000); });";
        const specs = { busy: text, 'busy-too': text, good: SPECS.good };
        const { output, last, code } = await stage.runMocha(specs, ['--parallel', '--jobs', '2']);
        expect(output).to.match(
            /Timeout still runs 10 s after the last test of .*busy\.spec\.mjs\. End it in “after”\./
        );
        expect([last, code]).to.deep.equal(['4 passed, 2 failed, 0 skipped', 1]);
    });

    for (const options of [[], ['--parallel', '--jobs', '2']]) {
        it(`by hand finds a forgotten rejection, “.only” and a test in a test, too (${options.join(' ')})`, async () => {
            for (const [text, message] of [
                [SPECS.rejection, /forgets a promise: unhandled promise rejection: Error: forgotten/],
                ["it.only('a', () => {}); it('b', () => {});", /\.only/],
                ["it('outer', () => { it('inner', () => {}); });", /“inner” is defined while “outer” runs/]
            ]) {
                const file = path.join(stage.folder, 'by-hand.spec.mjs');
                writeFileSync(file, text);
                const env = { ...process.env };
                delete env.SANYAM_TEST_FAILURES;
                const { status, stdout, stderr } = spawnSync(
                    process.execPath,
                    [inRoot('node_modules/mocha/bin/mocha.js'), ...options, file],
                    { cwd: stage.folder, env, encoding: 'utf8' }
                );
                expect(stdout + stderr).to.match(message);
                expect(status).not.to.equal(0);
            }
        });
    }

    it('passes when every test passes or is skipped', async () => {
        const { last, code } = await stage.runMocha({ good: SPECS.good, skip: SPECS.skip });
        expect([last, code]).to.deep.equal(['2 passed, 0 failed, 1 skipped', 0]);
    });

    it('fails when a file cannot be loaded', async () => {
        const { output, last } = await stage.runMocha({ broken: 'it(' });
        expect(output).to.contain('SyntaxError');
        expect(last).to.equal('0 passed, 1 failed, 0 skipped');
    });

    it('fails when there are no tests', async () => {
        const { last, code } = await stage.runMocha({ empty: '' });
        expect([last, code]).to.deep.equal(['0 passed, 0 failed, 0 skipped', 1]);
    });

    it('prints what the clouds logged while a test failed, without the frames of stack traces', async () => {
        stage.writeLog(
            '1999-01-01T00:00:00.000Z long ago',
            `${new Date(Date.now() + 60_000).toISOString()} much later`
        );
        const { output } = await stage.runMocha({
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
        stage.writeLog('2026-01-01T00:00:00.000Z the cloud ended');
        expect((await stage.runMocha({ broken: 'it(' })).output).to.contain('the cloud ended');
    });

    it('starts nothing after a signal, and removes its folders', async () => {
        const started = path.join(stage.folder, 'started');
        const temporary = mkdtempSync(path.join(stage.folder, 'tmp-'));
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
            cwd: stage.folder,
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
