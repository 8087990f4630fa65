// SPDX-License-Identifier: MIT

import { CloudError, type Subscribe, type TierLimits } from '@sanyam/types';
import type { License } from './license';

/** A license that is given instead of read, for one request or one change. It never changes. */
export class GivenLicense {
    constructor(readonly known: License | undefined) {}

    readonly onDidChange: Subscribe<void> = () => ({ dispose: () => undefined });

    /** @throws CloudError INTERNAL_ERROR if no license was given */
    async tierLimits(): Promise<TierLimits> {
        if (this.known === undefined) {
            throw new CloudError('INTERNAL_ERROR', 'The tier is not known here.');
        }
        return this.known.limits;
    }

    /** There is nothing to read again. */
    invalidate(): void {}

    /** There is nothing to read again. */
    async refresh(): Promise<void> {}
}
