// SPDX-License-Identifier: MIT

import { appendFileSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { findRepositoryByFolder } from '../set-up/environment.mjs';

// Some tests commit in a repository of their own. In a hook of Git they would do it in the user's.
findRepositoryByFolder();

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
/** Rejections that no test run reads, for a call of Mocha by hand. */
const untold = [];

/** Mocha 12 ignores a rejected promise that nobody handles: it emits the event once more. Thrown, it would end the run. */
function tellRejection(reason, promise) {
    if (!rejected.has(promise)) {
        rejected.add(promise);
        // Not every value has a text: String() of an object without a prototype throws.
        const rejection = inspect(reason);
        tell({ rejection });
        untold.push(`${title}: unhandled promise rejection: ${rejection}`);
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

/** A worker of a parallel run ends when it has sent its results. Otherwise Node waits for what still runs. */
const isWorker = process.env.MOCHA_WORKER_ID !== undefined && process.send !== undefined;

/** Milliseconds after the last test of a file in which a promise that it forgot is rejected at once. */
const AFTERMATH = 25;

/** Milliseconds that timers, sockets and programs of a file may outlive its last test: much longer than it takes to end them. */
const PATIENCE = 10_000;

/** What runs in every worker: the channel to its parent, and Mocha's timer for the hook that looks. */
const ownResources = countOfEach([...process.getActiveResourcesInfo(), 'Timeout']);

function countOfEach(names) {
    const counts = new Map();
    for (const name of names) {
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
}

/** Returns what the file left running, such as `Timeout`. It can still reject a promise, or throw. */
function leftRunning() {
    const counts = countOfEach(process.getActiveResourcesInfo());
    return [...counts].filter(([name, count]) => count > (ownResources.get(name) ?? 0)).map(([name]) => name);
}

/** Waits a moment. Its timer then no longer counts as running. */
async function pause() {
    await setTimeout(AFTERMATH);
    await setImmediate();
}

/** Waits in a worker until the file has ended. @throws Error if it does not */
async function settle() {
    await pause();
    const deadline = performance.now() + PATIENCE;
    while (isWorker && leftRunning().length > 0) {
        if (performance.now() > deadline) {
            const names = leftRunning().join(', ');
            // The later files of this worker are not to blame for it.
            countOfEach(process.getActiveResourcesInfo()).forEach((count, name) => ownResources.set(name, count));
            throw new Error(
                `${names} still runs ${PATIENCE / 1000} s after the last test of ${file}. End it in “after”.`
            );
        }
        await pause();
    }
}

/** What Mocha emits on a suite that gets a test, a suite or a hook. */
const DEFINITIONS = ['test', 'suite', 'beforeAll', 'beforeEach', 'afterEach', 'afterAll'];

/** While tests run, Mocha accepts tests and suites without a word and never runs them. */
function refuseDefinition(defined) {
    throw new Error(
        `“${defined.title}” is defined while “${title}” runs. Mocha runs no test that is defined so late. Define it outside of tests.`
    );
}

/** For every process that runs tests. */
export const mochaHooks = {
    beforeAll() {
        const { parent: root } = this.test;
        for (const event of DEFINITIONS) {
            root.on(event, refuseDefinition);
        }
    },
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
        // Longer than Mocha's default for a hook.
        this.timeout(2 * PATIENCE);
        await settle();
        // A worker of a parallel run loads its next file.
        file = undefined;
        title = LOADING;
        begin = new Date();
        const [first, ...others] = untold.splice(0);
        if (first !== undefined && process.env.SANYAM_TEST_FAILURES === undefined) {
            throw new Error([first, ...others].join('\n'));
        }
    }
};
