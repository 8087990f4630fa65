// SPDX-License-Identifier: MIT

import type { AccountOverviewSource, TierLimits } from '@sanyam/types';

/** Lifetime of the cached row in milliseconds: the 15 minutes of FR-063. */
export const LICENSE_LIFETIME = 15 * 60 * 1000;

interface License {
    readonly limits: Promise<TierLimits>;
    readonly readAt: number;
}

/** Reads the whole tier row of the signed-in user, and caches it for {@link LICENSE_LIFETIME}. */
export class LicenseValidator {
    private license: License | undefined;

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly source: AccountOverviewSource,
        private readonly now: () => number = Date.now
    ) {}

    /** Returns the limits and features of the user's tier. @throws CloudError if the row cannot be read */
    async tierLimits(): Promise<TierLimits> {
        if (!this.license || this.now() - this.license.readAt >= LICENSE_LIFETIME) {
            this.license = { limits: this.read(), readAt: this.now() };
        }
        return this.license.limits;
    }

    /** Removes the cached row, because the user or the tier may have changed. */
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
