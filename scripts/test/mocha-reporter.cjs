// SPDX-License-Identifier: MIT

const { reporters } = require('mocha');
const { writeFileSync } = require('node:fs');

/** The usual report, and the counts in the file that SANYAM_TEST_COUNTS names. A skipped test says why in its title. */
module.exports = class CountingReporter extends reporters.Spec {
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
};
