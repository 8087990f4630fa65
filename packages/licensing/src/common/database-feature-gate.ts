// SPDX-License-Identifier: MIT

import type { FeatureGate, TierLimits } from '@sanyam/types';
import type { LicenseValidator } from './license-validator';

/** Answers from the flags of the user's tier row; it knows no feature and no tier by name. */
export class DatabaseFeatureGate implements FeatureGate {
    constructor(private readonly licenses: Pick<LicenseValidator, 'tierLimits'>) {}

    async isFeatureEnabled(featureId: string): Promise<boolean> {
        const flags = new Map<string, unknown>(Object.entries(await this.getTierLimits()));
        return flags.get(`has_${featureId}`) === true;
    }

    getTierLimits(): Promise<TierLimits> {
        return this.licenses.tierLimits();
    }
}
