// SPDX-License-Identifier: MIT

import { CloudError, DEFAULT_TIER, type FeatureGate, featuresOf, type TierLimits } from '@sanyam/types';

/** Answers for every user from the row of the free tier. Each gate reads the row once, for one request. */
export class FreeFeatureGate implements FeatureGate {
    private limits: Promise<TierLimits> | undefined;
    private features: ReadonlyMap<string, boolean> = new Map();

    constructor(private readonly tiers: () => Promise<TierLimits[]>) {}

    /** False until {@link getTierLimits} has resolved. */
    isFeatureEnabled(featureId: string): boolean {
        return this.features.get(featureId) ?? false;
    }

    /** The row of a request does not change. */
    readonly onDidChange: FeatureGate['onDidChange'] = () => ({ dispose: () => undefined });

    getTierLimits(): Promise<TierLimits> {
        this.limits ??= this.read();
        return this.limits;
    }

    async refresh(): Promise<void> {
        this.limits = undefined;
        await this.getTierLimits();
    }

    async degradeTier(): Promise<TierLimits> {
        throw new CloudError('FORBIDDEN', 'Only billing can lower a tier.');
    }

    private async read(): Promise<TierLimits> {
        const free = (await this.tiers()).find(({ tier }) => tier === DEFAULT_TIER);
        if (free === undefined) {
            throw new CloudError('INTERNAL_ERROR', 'The database has no free tier.');
        }
        this.features = featuresOf(free);
        return free;
    }
}
