// SPDX-License-Identifier: MIT

import { failureOf } from '@sanyam/test-kit/failure';
import { CloudError } from '@sanyam/types';

/** Returns the CloudError of failed work. @throws Error when the work succeeds */
export function rejection(work: Promise<unknown>): Promise<CloudError> {
    return failureOf(work, CloudError);
}

/** Returns the different error codes of failed works. */
export async function rejectionCodes(works: ReadonlyArray<Promise<unknown>>): Promise<string[]> {
    const errors = await Promise.all(works.map(rejection));
    return [...new Set(errors.map(({ code }) => code))];
}
