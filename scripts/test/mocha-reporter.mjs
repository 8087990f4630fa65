// SPDX-License-Identifier: MIT

import mocha from 'mocha';
import { writeFileSync } from 'node:fs';

/** The usual report, and the counts in the file that SANYAM_TEST_COUNTS names. A skipped test says why in its title. */
class CountingReporter extends mocha.reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        const skipped = [];
        runner.on('pending', test => skipped.push(test.fullTitle()));
        runner.once('end', () => {
            const { passes, failures } = this.stats;
            writeFileSync(
                process.env.SANYAM_TEST_COUNTS,
                JSON.stringify({ passed: passes, failed: failures, skipped })
            );
        });
    }
}

// Mocha requires its reporter: what it gets is the export of this name.
export { CountingReporter as 'module.exports' };
