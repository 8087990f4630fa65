// SPDX-License-Identifier: MIT

import type { FeatureGate, TierLimits } from '@sanyam/types';
import type { LicenseValidator } from './license-validator';

/** Answers from the flags of the user's tier row; it knows no feature and no tier by name. */
export class DatabaseFeatureGate implements FeatureGate {
    constructor(private readonly licenses: Pick<LicenseValidator, 'tierLimits' | 'invalidate'>) {}

    /** A gate that answers from this row and no other: for one request, which has just read it. */
    static of(limits: TierLimits): DatabaseFeatureGate {
        return new DatabaseFeatureGate({ tierLimits: () => Promise.resolve(limits), invalidate: () => undefined });
    }

    async isFeatureEnabled(featureId: string): Promise<boolean> {
        if (await this.hasFlag(featureId)) {
            return true;
        }
        // A “no” is worth a second look: the user may have upgraded a minute ago.
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
