// SPDX-License-Identifier: MIT

import type { FeatureContribution, FeatureGate, Subscribe, TierLimits } from '@sanyam/types';
import { FeatureMap } from './feature-map';
import { licenseOfRow } from './license';
import type { LicenseValidator } from './license-validator';

type Licenses = Pick<LicenseValidator, 'known' | 'onDidChange' | 'tierLimits' | 'refresh'>;

/**
 * The feature gate whose answers are made of the user's tier row and of the features that packages declare. It has no
 * list of features or tiers.
 */
export class DatabaseFeatureGate implements FeatureGate {
    private readonly features: FeatureMap;

    /** @throws Error that names the packages if contributions are invalid or contradict each other */
    constructor(
        private readonly licenses: Licenses,
        contributions: readonly FeatureContribution[] = []
    ) {
        this.features = new FeatureMap(contributions);
    }

    /** Returns a gate with a fixed row, for one request that has just read it. */
    static of(limits: TierLimits): DatabaseFeatureGate {
        return new DatabaseFeatureGate({
            known: licenseOfRow(limits),
            onDidChange: () => ({ dispose: () => undefined }),
            tierLimits: () => Promise.resolve(limits),
            refresh: () => Promise.resolve()
        });
    }

    /** The tier whose row is known. For a user with an unknown tier, this is the free tier. Undefined until a row is known. */
    get tier(): string | undefined {
        return this.licenses.known?.limits.tier;
    }

    /** The ids of all features: those that packages declare, and those of the row once it is known. */
    get featureIds(): ReadonlySet<string> {
        return this.features.ids(this.licenses.known);
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
}
