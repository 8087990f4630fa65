// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { browserRetries } from '../programs/test-programs.mjs';
import { stageRuns } from './suite-runs.mjs';

describe('A run of browser tests', function () {
    const stage = stageRuns();

    it('prints one line for each file, and the errors of the tests that fail', async () => {
        const { output, last } = await stage.runPlaywright(`
            test('passes', () => {});
            test('is wrong', () => expect(1).toBe(2));
            test('is skipped', () => test.skip(true, 'no display'));
        `);
        expect(output).to.match(/✘ test-results\S*example\.spec\.ts: 1 passed, 1 failed, 1 skipped, \d+\.\d s\n/);
        expect(output).to.match(/✘ example\.spec\.ts › is wrong\n[^]*Expected: 2\n +Received: 1\n/);
        expect(output).to.match(/example\.spec\.ts:4/);
        const [, end] = output.split('\nFailed tests:\n');
        expect(end).to.match(/✘ example\.spec\.ts › is wrong\n[^]*Expected: 2\n +Received: 1\n/);
        expect(output).to.contain('\nskipped: example.spec.ts › is skipped › no display\n');
        expect(output).not.to.contain('flaky');
        expect(last).to.equal('1 passed, 1 failed, 1 skipped');
    });

    it('counts a test that passes the second time once, and names it with its first error', async () => {
        const { output, last, code } = await stage.runPlaywright(
            `
                test('passes', () => {});
                test('is slow', ({}, { retry }) => expect(retry).toBe(1));
            `,
            ['--retries', '1']
        );
        expect(output).to.match(/✘ example\.spec\.ts › is slow \(will be tried again\)\n[^]*Received: 0\n/);
        expect(output.match(/example\.spec\.ts: .*/g)).to.have.lengthOf(1);
        expect(output).to.match(/✔ test-results\S*example\.spec\.ts: 2 passed, \d+\.\d s\n/);
        expect(output).to.match(/\nflaky: example\.spec\.ts › is slow\n {4}Error: [^]*Expected: 1\n +Received: 0\n/);
        expect(output).not.to.contain('Failed tests');
        expect([last, code]).to.deep.equal(['2 passed, 0 failed, 0 skipped', 0]);
    });

    it('shows what the clouds logged during each attempt that failed, also when a later one passed', async () => {
        const logging = `
            import { appendFileSync, mkdirSync } from 'node:fs';
            const log = line => {
                mkdirSync(process.env.SANYAM_TEST_LOGS, { recursive: true });
                appendFileSync(process.env.SANYAM_TEST_LOGS + '/cloud.log', new Date().toISOString() + line + '\\n');
            };
        `;
        const { output } = await stage.runPlaywright(
            `${logging}
                test('is slow', ({}, { retry }) => { log(' slow, attempt ' + retry); expect(retry).toBe(1); });
            `,
            ['--retries', '1']
        );
        const [, end] = output.split('\nflaky: ');
        expect(end).to.match(/cloud\.log:\n +\S+ slow, attempt 0\n/);
        expect(end).not.to.contain('attempt 1');
        const failing = await stage.runPlaywright(
            `${logging}
                test('is slow', ({}, { retry }) => { log(' slow, attempt ' + retry); expect(retry).toBe(1); });
                test('is wrong', ({}, { retry }) => { log(' wrong, attempt ' + retry); expect(retry).toBe(2); });
            `,
            ['--retries', '1']
        );
        const [failed] = failing.output.split('\nFailed tests:\n')[1].split('\nSeconds:\n');
        expect(failed).to.match(/ wrong, attempt 0\n[^]* wrong, attempt 1\n/);
        expect(failed).not.to.contain('is slow');
    });

    it('fails once for a test that fails both times, with both errors', async () => {
        const { output, last, code } = await stage.runPlaywright(
            "test('is wrong', ({}, { retry }) => expect(retry).toBe(2));",
            ['--retries', '1']
        );
        expect(output.match(/example\.spec\.ts: .*/g)).to.have.lengthOf(1);
        expect(output).to.match(/✘ test-results\S*example\.spec\.ts: 1 failed, \d+\.\d s\n/);
        const [, end] = output.split('\nFailed tests:\n');
        expect(end.match(/✘/g)).to.have.lengthOf(1);
        expect(end).to.match(/✘ example\.spec\.ts › is wrong\n[^]*Received: 0\n[^]*Received: 1\n/);
        expect(output).not.to.contain('flaky');
        expect([last, code]).to.deep.equal(['0 passed, 1 failed, 0 skipped', 1]);
    });

    it('tries a failed test again only where SANYAM_TEST_RETRIES says so', () => {
        const given = [{}, { SANYAM_TEST_RETRIES: '' }, { SANYAM_TEST_RETRIES: '1' }];
        expect(given.map(variables => browserRetries(variables))).to.deep.equal([0, 0, 1]);
        for (const wrong of ['-1', '4', '1.5', 'yes']) {
            expect(() => browserRetries({ SANYAM_TEST_RETRIES: wrong })).to.throw(
                `SANYAM_TEST_RETRIES: “${wrong}” is not a number from 0 to 3.`
            );
        }
    });
});
