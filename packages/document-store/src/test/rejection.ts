// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';

/** The CloudError that `work` fails with. */
export async function rejection(work: Promise<unknown>): Promise<CloudError> {
    const outcome = await work.then(
        value => new Error(`It succeeded with ${JSON.stringify(value)}.`),
        (error: unknown) => error
    );
    if (outcome instanceof CloudError) {
        return outcome;
    }
    throw outcome;
}
