// SPDX-License-Identifier: MIT

import { CloudError } from './cloud-error';

/**
 * Returns the result of some work.
 *
 * @throws CloudError SERVICE_UNAVAILABLE if it takes longer
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new CloudError('SERVICE_UNAVAILABLE')), milliseconds);
    try {
        return await Promise.race([work, late.promise]);
    } finally {
        clearTimeout(timer);
    }
}
