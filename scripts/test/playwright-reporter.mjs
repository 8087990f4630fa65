// SPDX-License-Identifier: MIT

import { writeFileSync } from 'node:fs';

/** Writes the counts into the file that SANYAM_TEST_COUNTS names. A test that passed only when tried again has failed. */
export default class CountingReporter {
    onBegin(_config, suite) {
        this.suite = suite;
    }

    onEnd() {
        const tests = this.suite.allTests();
        const count = (...outcomes) => tests.filter(test => outcomes.includes(test.outcome()));
        const skipped = count('skipped').map(test => {
            const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
            return [...test.titlePath().filter(Boolean), ...(reason ? [reason] : [])].join(' › ');
        });
        writeFileSync(
            process.env.SANYAM_TEST_COUNTS,
            JSON.stringify({ passed: count('expected').length, failed: count('unexpected', 'flaky').length, skipped })
        );
    }

    printsToStdio() {
        return false;
    }
}
