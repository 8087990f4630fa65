// SPDX-License-Identifier: MIT

import { launchCloud } from './launch-cloud.js';
import { type ReadyLine, readyLineSchema } from './ready-line.js';

let shared: Promise<ReadyLine> | undefined;

/**
 * Returns the cloud that all tests of a run share. Its ready line is in SANYAM_TEST_CLOUD.
 * Without that, this process starts a cloud at the first call, which ends with the process.
 */
export function testCloud(): Promise<ReadyLine> {
    shared ??= findOrLaunch();
    return shared;
}

async function findOrLaunch(): Promise<ReadyLine> {
    const line = process.env['SANYAM_TEST_CLOUD'];
    if (line !== undefined && line !== '') {
        return readyLineSchema.parse(JSON.parse(line));
    }
    const cloud = await launchCloud();
    // The cloud must not keep the test runner alive. It stops when the runner has nothing left to do.
    cloud.unref();
    process.once('beforeExit', () => void cloud.stop());
    return cloud.ready;
}
