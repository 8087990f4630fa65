// SPDX-License-Identifier: MIT

import { launchCloud } from '@sanyam/local-cloud';

/** Starts the cloud that all tests share, unless SANYAM_TEST_CLOUD names a running one. Returns the function that stops it. */
export default async function setUp(): Promise<() => Promise<void>> {
    if (process.env['SANYAM_TEST_CLOUD']) {
        return async () => undefined;
    }
    const cloud = await launchCloud();
    process.env['SANYAM_TEST_CLOUD'] = JSON.stringify(cloud.ready);
    return () => cloud.stop();
}
