// SPDX-License-Identifier: MIT

import { failureOf } from '@sanyam/test-kit/failure';
import { CloudError } from '@sanyam/types';

/** Returns the CloudError that `work` fails with. */
export function rejection(work: Promise<unknown>): Promise<CloudError> {
    return failureOf(work, CloudError);
}

/** The codes that `works` fail with, each code once. */
export async function rejectionCodes(works: ReadonlyArray<Promise<unknown>>): Promise<string[]> {
    const errors = await Promise.all(works.map(rejection));
    return [...new Set(errors.map(({ code }) => code))];
}
