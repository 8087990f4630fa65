// SPDX-License-Identifier: MIT

import { type CloudDocuments, CloudDocumentStore, type DatabaseSession } from '@sanyam/store';
import { CloudError, type FeatureGate, type TierLimits } from '@sanyam/types';
import type { AdmittedRequest } from '../admission/admission';
import { FreeDocuments } from './free-documents';
import { FreeFeatureGate } from './free-feature-gate';
import type { Licensing, RequiredFeature } from './licensing';

/** Licensing without `@sanyam/licensing`: every user has the free tier, even if the database allows more. */
export class FreeForEveryone implements Licensing {
    readonly hasPlans = false;

    constructor(private readonly tiers: () => Promise<TierLimits[]>) {}

    async judge(request: AdmittedRequest): Promise<AdmittedRequest> {
        const gate = new FreeFeatureGate(this.tiers);
        const limits = await gate.getTierLimits();
        if (request.caller.kind === 'api-key' && !(await gate.isFeatureEnabled('api_keys'))) {
            throw refusal('api_keys', limits);
        }
        const { limit, used } = request.window;
        const freeLimit = limits.api_rate_limit_per_hour;
        const plan = { limits, upgradeUrl: null };
        if (freeLimit === null || (limit !== null && limit <= freeLimit)) {
            return { ...request, plan };
        }
        const window = { ...request.window, limit: freeLimit, remaining: Math.max(freeLimit - used, 0) };
        return { ...request, plan, allowed: request.allowed && used <= freeLimit, window };
    }

    async requireFeature({ id }: RequiredFeature): Promise<void> {
        const gate = new FreeFeatureGate(this.tiers);
        if (!(await gate.isFeatureEnabled(id))) {
            throw refusal(id, await gate.getTierLimits());
        }
    }

    storeOf(session: DatabaseSession): CloudDocumentStore {
        return new FreeTierDocumentStore(session, new FreeFeatureGate(this.tiers));
    }
}

/** The store of a gateway that gives everyone the free tier. */
class FreeTierDocumentStore extends CloudDocumentStore {
    override readonly documents: CloudDocuments;

    constructor(session: DatabaseSession, free: FeatureGate) {
        super(session, { checksArguments: false });
        this.documents = new FreeDocuments(session, free);
    }
}

function refusal(feature: string, { tier }: TierLimits): CloudError {
    return new CloudError(
        'FEATURE_NOT_AVAILABLE',
        `On this server everyone has the plan ${tier}, which does not include this feature.`,
        {
            feature,
            tier
        }
    );
}
