// SPDX-License-Identifier: MIT

import { type AccountOverviewSource, Publisher, type Subscribe, type TierLimits } from '@sanyam/types';
import { isSameLicense, type License, licenseOfAccount } from './license';

/** Lifetime of the cached row in milliseconds: the 15 minutes of FR-063. */
export const LICENSE_LIFETIME = 15 * 60 * 1000;

interface Reading {
    readonly license: Promise<License>;
    readonly startedAt: number;
}

/**
 * Reads the whole tier row of the signed-in user, and caches it for {@link LICENSE_LIFETIME}. What was known stays known
 * until it is read again, so that features do not go away for the time of a request.
 */
export class LicenseValidator {
    private reading: Reading | undefined;
    private lastKnown: License | undefined;
    /** Readings that began before the last reading whose answer is known must not overwrite it. */
    private begun = 0;
    private applied = 0;
    private readonly changes = new Publisher<void>();
    private readonly invalidations = new Publisher<void>();

    /** @param now milliseconds since 1970 */
    constructor(
        private readonly source: AccountOverviewSource,
        private readonly now: () => number = Date.now
    ) {}

    /** The license that was read last. Undefined until it is known. */
    get known(): License | undefined {
        return this.lastKnown;
    }

    /** Fires after {@link known} has changed. */
    get onDidChange(): Subscribe<void> {
        return this.changes.subscribe;
    }

    /** Fires after {@link invalidate}. */
    get onDidInvalidate(): Subscribe<void> {
        return this.invalidations.subscribe;
    }

    /** Returns the license, from the cache if it is young enough. @throws CloudError if it cannot be read */
    license(): Promise<License> {
        if (!this.reading || this.now() - this.reading.startedAt >= LICENSE_LIFETIME) {
            this.reading = { license: this.read(), startedAt: this.now() };
        }
        return this.reading.license;
    }

    /** Returns the limits and flags of the user's tier. @throws CloudError if the row cannot be read */
    async tierLimits(): Promise<TierLimits> {
        return (await this.license()).limits;
    }

    /** Makes the next question read the row, because the tier may have changed. In the IDE, it is read at once. */
    invalidate(): void {
        this.reading = undefined;
        this.invalidations.publish();
    }

    /** Reads the row now. @throws CloudError if it cannot be read */
    async refresh(): Promise<void> {
        this.reading = undefined;
        await this.license();
    }

    /** Forgets everything, because the user has changed. */
    forget(): void {
        this.reading = undefined;
        this.applied = this.begun;
        this.become(undefined);
    }

    private async read(): Promise<License> {
        const number = ++this.begun;
        try {
            const license = licenseOfAccount(await this.source.overview());
            if (number > this.applied) {
                this.applied = number;
                this.become(license);
            }
            return license;
        } catch (error) {
            if (number === this.begun) {
                this.reading = undefined;
            }
            throw error;
        }
    }

    private become(license: License | undefined): void {
        const isSame = isSameLicense(this.lastKnown, license);
        this.lastKnown = license;
        if (!isSame) {
            this.changes.publish();
        }
    }
}
