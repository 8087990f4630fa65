// SPDX-License-Identifier: MIT

import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';

const LOADING = 'before the first test of a file';

let title = LOADING;
let file;
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
        // Not every value has a text: String() of an object without a prototype throws.
        tell({ rejection: inspect(reason) });
    }
}

// Now, and not in a hook: a promise can be rejected while a file loads.
process.on('unhandledRejection', tellRejection);
// A worker of a parallel run removes all listeners after each file.
process.on('removeListener', (event, listener) => {
    if (listener === tellRejection) {
        process.on('unhandledRejection', tellRejection);
    }
});

/** Milliseconds after the last test of a file in which a promise that it forgot can still be rejected. */
const AFTERMATH = 25;

/** For every process that runs tests. */
export const mochaHooks = {
    async beforeEach() {
        const { currentTest } = this;
        if (file !== undefined && currentTest.file !== file) {
            await setTimeout(AFTERMATH);
        }
        file = currentTest.file;
        title = currentTest.fullTitle();
        begin = new Date();
    },
    afterEach() {
        if (this.currentTest.state === 'failed') {
            tell();
        }
    },
    async afterAll() {
        await setTimeout(AFTERMATH);
        // A worker of a parallel run loads its next file.
        file = undefined;
        title = LOADING;
        begin = new Date();
    }
};
