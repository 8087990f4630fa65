// SPDX-License-Identifier: MIT

import type { FeatureGate, TierLimits } from '@sanyam/types';
import type { LicenseValidator } from './license-validator';

/** The feature gate that reads the flags of the user's tier row. It has no list of features or tiers. */
export class DatabaseFeatureGate implements FeatureGate {
    constructor(private readonly licenses: Pick<LicenseValidator, 'tierLimits' | 'invalidate'>) {}

    /** Returns a gate with a fixed row, for one request that has just read it. */
    static of(limits: TierLimits): DatabaseFeatureGate {
        return new DatabaseFeatureGate({ tierLimits: () => Promise.resolve(limits), invalidate: () => undefined });
    }

    async isFeatureEnabled(featureId: string): Promise<boolean> {
        if (await this.hasFlag(featureId)) {
            return true;
        }
        // Read the row again before the answer is no, because the user may have just upgraded.
        this.licenses.invalidate();
        return this.hasFlag(featureId);
    }

    getTierLimits(): Promise<TierLimits> {
        return this.licenses.tierLimits();
    }

    private async hasFlag(featureId: string): Promise<boolean> {
        const flags = new Map<string, unknown>(Object.entries(await this.getTierLimits()));
        return flags.get(`has_${featureId}`) === true;
    }
}
