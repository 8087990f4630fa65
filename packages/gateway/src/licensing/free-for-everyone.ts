// SPDX-License-Identifier: MIT

import type { CloudDocumentStore, DatabaseSession } from '@sanyam/store';
import { CloudError, type TierLimits } from '@sanyam/types';
import type { AdmittedRequest } from '../admission/admission';
import { FreeFeatureGate } from './free-feature-gate';
import { FreeTierDocumentStore } from './free-tier-document-store';
import type { Licensing } from './licensing';

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

    storeOf(_request: AdmittedRequest, session: DatabaseSession): CloudDocumentStore {
        const gate = new FreeFeatureGate(this.tiers);
        return new FreeTierDocumentStore(session, gate, async feature => {
            if (!(await gate.isFeatureEnabled(feature))) {
                throw refusal(feature, await gate.getTierLimits());
            }
        });
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
