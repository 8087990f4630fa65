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

/** The codes that `works` fail with, each code once. */
export async function rejectionCodes(works: ReadonlyArray<Promise<unknown>>): Promise<string[]> {
    const errors = await Promise.all(works.map(rejection));
    return [...new Set(errors.map(({ code }) => code))];
}
