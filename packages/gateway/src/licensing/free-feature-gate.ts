// SPDX-License-Identifier: MIT

import { CloudError, DEFAULT_TIER, type FeatureGate, type TierLimits } from '@sanyam/types';

/** Answers for every user from the row of the free tier. Each gate reads the row once. */
export class FreeFeatureGate implements FeatureGate {
    private limits: Promise<TierLimits> | undefined;

    constructor(private readonly tiers: () => Promise<TierLimits[]>) {}

    async isFeatureEnabled(featureId: string): Promise<boolean> {
        const flags = new Map<string, unknown>(Object.entries(await this.getTierLimits()));
        return flags.get(`has_${featureId}`) === true;
    }

    getTierLimits(): Promise<TierLimits> {
        this.limits ??= this.read();
        return this.limits;
    }

    private async read(): Promise<TierLimits> {
        const free = (await this.tiers()).find(({ tier }) => tier === DEFAULT_TIER);
        if (free === undefined) {
            throw new CloudError('INTERNAL_ERROR', 'The database has no free tier.');
        }
        return free;
    }
}
