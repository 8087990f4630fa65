// SPDX-License-Identifier: MIT

import {
    CloudError,
    type FeatureContribution,
    type FeatureGate,
    type Subscribe,
    type TierDowngrade,
    type TierLimits
} from '@sanyam/types';
import { FeatureMap } from './feature-map';
import { GivenLicense } from './given-license';
import { licenseOfRow } from './license';
import type { LicenseValidator } from './license-validator';

type Licenses = Pick<LicenseValidator, 'known' | 'onDidChange' | 'tierLimits' | 'invalidate' | 'refresh'>;

/**
 * The feature gate whose answers are made of the user's tier row and of the features that packages declare. It has no
 * list of features or tiers.
 */
export class DatabaseFeatureGate implements FeatureGate {
    private readonly features: FeatureMap;

    /**
     * @param downgrade lowers the user's tier; undefined where only the user acts
     * @throws Error that names the packages if contributions are invalid or contradict each other
     */
    constructor(
        private readonly licenses: Licenses,
        contributions: readonly FeatureContribution[] = [],
        private readonly downgrade?: TierDowngrade
    ) {
        this.features = new FeatureMap(contributions);
    }

    /** Returns a gate with a fixed row, for one request that has just read it. */
    static of(limits: TierLimits): DatabaseFeatureGate {
        return new DatabaseFeatureGate(new GivenLicense(licenseOfRow(limits)));
    }

    /** Returns a gate for billing, which lowers the tier of a user and reads nothing. It denies everything. */
    static toDegrade(downgrade: TierDowngrade): DatabaseFeatureGate {
        return new DatabaseFeatureGate(new GivenLicense(undefined), [], downgrade);
    }

    /** The tier whose row is known. For a user with an unknown tier, this is the free tier. Undefined until a row is known. */
    get tier(): string | undefined {
        return this.licenses.known?.limits.tier;
    }

    /** The ids of all features: those that packages declare, and those of the row once it is known. */
    get featureIds(): ReadonlySet<string> {
        return this.features.ids(this.licenses.known);
    }

    /** Returns whether a package declares a feature. */
    isDeclared(featureId: string): boolean {
        return this.features.isDeclared(featureId);
    }

    get onDidChange(): Subscribe<void> {
        return this.licenses.onDidChange;
    }

    isFeatureEnabled(featureId: string): boolean {
        return this.features.isEnabled(featureId, this.licenses.known);
    }

    getTierLimits(): Promise<TierLimits> {
        return this.licenses.tierLimits();
    }

    refresh(): Promise<void> {
        return this.licenses.refresh();
    }

    async degradeTier(reason: string): Promise<TierLimits> {
        if (this.downgrade === undefined) {
            throw new CloudError('FORBIDDEN', 'Only billing can lower a tier.');
        }
        const limits = await this.downgrade(reason);
        this.licenses.invalidate();
        return limits;
    }
}
