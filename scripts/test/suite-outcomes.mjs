// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { SPECS, stageRuns } from './suite-runs.mjs';

/** Declares what a run of files says about their outcomes. */
export function describeOutcomes(how, options) {
    describe(`A test run of files ${how}`, function () {
        const stage = stageRuns();
        let run;
        before(async () => (run = await stage.runMocha(SPECS, options)));

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

        it('repeats the errors at the end, where a reader of a long log sees them', () => {
            const [, end] = run.output.split('\nFailed tests:\n');
            expect(end).to.match(/✘ the sum is right\n +AssertionError[^]*wrong\.spec\.mjs/);
            expect(end).to.match(/✘ a stage "before all" hook[^\n]*\n +Error: no cloud\n/);
            expect(end).to.match(/✘ forgets a promise\n +Error: forgotten\n/);
        });

        it('prints why a test is skipped', () => {
            expect(run.output).to.contain('\nskipped: pools: PgBouncer is not installed\n');
        });

        it('counts an unhandled promise rejection as a failure', () => {
            expect(run.output).to.match(/✘ forgets a promise: unhandled promise rejection[^]*Error: forgotten\n +at /);
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
                const { output, last, code } = await stage.runMocha({ reject: text, good: SPECS.good }, options);
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
                const { output, code } = await stage.runMocha({ reject: text, good: SPECS.good }, options);
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
                const { output, last, code } = await stage.runMocha({ nested, good: SPECS.good }, options);
                expect(output).to.match(/“.*inner.*” is defined while “outer” runs/);
                expect([last, code]).to.deep.equal(['2 passed, 1 failed, 0 skipped', 1]);
            });
        }

        it('fails when a test hides the others with “.only”', async () => {
            const { output, code } = await stage.runMocha(
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
            const { output, code } = await stage.runMocha({ end: "it('ends', () => process.exit(0));" }, options);
            expect(output).to.match(/the test runner exited with 0 before it finished|Worker terminated Unexpectedly/);
            expect(output).to.match(/\n0 passed, 1 failed, 0 skipped\n$/);
            expect(code).to.equal(1);
        });
    });
}
