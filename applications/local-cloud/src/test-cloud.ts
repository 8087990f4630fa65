// SPDX-License-Identifier: MIT

import { launchCloud } from './launch-cloud.js';
import { type ReadyLine, readyLineSchema } from './ready-line.js';

let shared: Promise<ReadyLine> | undefined;

/**
 * The cloud that all tests of a run share: the one whose ready line is in SANYAM_TEST_CLOUD,
 * else one that this process starts at the first call and that ends with it.
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
    // It must not keep the test runner alive; when that has nothing left to do, the cloud is stopped in good order.
    cloud.unref();
    process.once('beforeExit', () => void cloud.stop());
    return cloud.ready;
}
