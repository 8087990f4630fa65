// SPDX-License-Identifier: MIT

import { launchCloud, type LaunchOptions, type ReadyLine, readyLineSchema } from '@sanyam/local-cloud';
import { isolateEnvironment } from '@sanyam/types/lib/own-environment.js';

let shared: Promise<ReadyLine> | undefined;
let granted: Promise<ReadyLine> | undefined;
let own: Promise<ReadyLine> | undefined;

/**
 * Returns the cloud that all tests of a run share. Its ready line is in SANYAM_TEST_CLOUD.
 * Without that, this process starts a cloud at the first call, which ends with the process.
 */
export function testCloud(): Promise<ReadyLine> {
    shared ??= findOrLaunch('SANYAM_TEST_CLOUD');
    return shared;
}

/** Returns the cloud with everything granted to everyone, which tests share like {@link testCloud}. */
export function grantedTestCloud(): Promise<ReadyLine> {
    granted ??= findOrLaunch('SANYAM_GRANTED_TEST_CLOUD', { grants: 'everything', gateway: false });
    return granted;
}

/**
 * Returns the cloud of this process, without a gateway. No other process uses it, so a test may replace its clock; the
 * next test file of this process gets the same cloud.
 */
export function ownTestCloud(): Promise<ReadyLine> {
    own ??= launch({ gateway: false });
    return own;
}

async function findOrLaunch(variable: string, options?: LaunchOptions): Promise<ReadyLine> {
    isolateEnvironment(process.env);
    const line = process.env[variable];
    return line ? readyLineSchema.parse(JSON.parse(line)) : launch(options);
}

async function launch(options?: LaunchOptions): Promise<ReadyLine> {
    const cloud = await launchCloud(options);
    // The cloud must not keep the test runner alive. It stops when the runner has nothing left to do.
    cloud.unref();
    process.once('beforeExit', () => void cloud.stop());
    return cloud.ready;
}
