// SPDX-License-Identifier: MIT

import { CloudError, conflictDetailsSchema } from '@sanyam/types';
import type { VersionCondition } from './entity-tag';

/**
 * Makes a change under a condition. The database compares with one version only. So this tries the newest version of a
 * list first, and then the current version of a conflict, if it is in the list. Versions only go up, so this ends.
 *
 * @param change makes the change if the document has this version; undefined: any version
 * @throws CloudError OPTIMISTIC_LOCK_CONFLICT, and what `change` throws
 */
export async function changeIfMatch<T>(
    condition: VersionCondition | undefined,
    change: (baseVersion: number | undefined) => Promise<T>
): Promise<T> {
    if (condition === undefined || condition === 'any') {
        return change(undefined);
    }
    const untried = new Set(condition);
    let version = condition[0];
    for (;;) {
        untried.delete(version);
        try {
            return await change(version);
        } catch (error) {
            const current = currentVersion(error);
            if (current === undefined || !untried.has(current)) {
                throw error;
            }
            version = current;
        }
    }
}

function currentVersion(error: unknown): number | undefined {
    if (!CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
        return undefined;
    }
    return conflictDetailsSchema.safeParse(error.details).data?.current_version;
}
