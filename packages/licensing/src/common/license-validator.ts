// SPDX-License-Identifier: MIT

import type { AccountOverviewSource, TierLimits } from '@sanyam/types';

/** How long a tier that was read is believed, in milliseconds: FR-063's 15 minutes. */
export const LICENSE_LIFETIME = 15 * 60 * 1000;

interface License {
    readonly limits: Promise<TierLimits>;
    readonly readAt: number;
}

/** Knows the tier row of the signed-in user: reads the whole row, and reads it again when it is too old. */
export class LicenseValidator {
    private license: License | undefined;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly source: AccountOverviewSource,
        private readonly now: () => number = Date.now
    ) {}

    /** @throws CloudError when the row cannot be read; the next call tries again */
    async tierLimits(): Promise<TierLimits> {
        if (!this.license || this.now() - this.license.readAt >= LICENSE_LIFETIME) {
            this.license = { limits: this.read(), readAt: this.now() };
        }
        return this.license.limits;
    }

    /** The user or their tier may have changed. */
    invalidate(): void {
        this.license = undefined;
    }

    private async read(): Promise<TierLimits> {
        try {
            return (await this.source.overview()).tier_limits;
        } catch (error) {
            this.invalidate();
            throw error;
        }
    }
}
