// SPDX-License-Identifier: MIT

import { appendFileSync } from 'node:fs';

let title = 'before the first test';
let begin = new Date();

/** Reports a failure and its time to the test run, which then shows the logs of the clouds at that time. */
function tell(more = {}) {
    if (process.env.SANYAM_TEST_FAILURES) {
        const failure = { title, from: begin, to: new Date(), ...more };
        appendFileSync(process.env.SANYAM_TEST_FAILURES, `${JSON.stringify(failure)}\n`);
    }
}

const rejected = new WeakSet();

/** Mocha 12 ignores a rejected promise that nobody handles: it emits the event once more. Thrown, it would end the run. */
function tellRejection(reason, promise) {
    if (!rejected.has(promise)) {
        rejected.add(promise);
        tell({ rejection: String(reason?.stack ?? reason) });
    }
}

/** For every process that runs tests. */
export const mochaHooks = {
    beforeAll() {
        // A worker of a parallel run removes all listeners before each file.
        process.off('unhandledRejection', tellRejection);
        process.on('unhandledRejection', tellRejection);
    },
    beforeEach() {
        title = this.currentTest.fullTitle();
        begin = new Date();
    },
    afterEach() {
        if (this.currentTest.state === 'failed') {
            tell();
        }
    }
};
