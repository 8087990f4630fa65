// SPDX-License-Identifier: MIT

import { type CloudDocuments, CloudDocumentStore, type CloudTrash, type DatabaseSession } from '@sanyam/store';
import { CloudError, type FeatureGate, type TierLimits } from '@sanyam/types';
import type { AdmittedRequest } from '../admission/admission';
import { inWords } from './feature-words';
import { FreeDocuments } from './free-documents';
import { FreeFeatureGate } from './free-feature-gate';
import { FreeTrash } from './free-trash';
import type { Licensing, RequestLicensing, RequiredFeature } from './licensing';

/** Licensing without `@sanyam/licensing`: every user has the free tier, even if the database allows more. */
export class FreeForEveryone implements Licensing {
    readonly hasPlans = false;

    constructor(private readonly tiers: () => Promise<TierLimits[]>) {}

    begin(): RequestLicensing {
        return new FreeRequest(new FreeFeatureGate(this.tiers));
    }
}

/** A request with the limits of the free tier. Its gate reads them once. */
class FreeRequest implements RequestLicensing {
    constructor(private readonly gate: FeatureGate) {}

    async judge(request: AdmittedRequest): Promise<AdmittedRequest> {
        const limits = await this.gate.getTierLimits();
        if (request.caller.kind === 'api-key' && !this.gate.isFeatureEnabled('api_keys')) {
            throw refusal('api_keys', limits);
        }
        const { limit, used } = request.window;
        const freeLimit = limits.api_rate_limit_per_hour;
        const plan = { limits, upgradeUrl: null, isForEveryone: true };
        if (freeLimit === null || (limit !== null && limit <= freeLimit)) {
            return { ...request, plan };
        }
        const window = { ...request.window, limit: freeLimit, remaining: Math.max(freeLimit - used, 0) };
        return { ...request, plan, allowed: request.allowed && used <= freeLimit, window };
    }

    async requireFeature({ id }: RequiredFeature): Promise<void> {
        const limits = await this.gate.getTierLimits();
        if (!this.gate.isFeatureEnabled(id)) {
            throw refusal(id, limits);
        }
    }

    storeOf(session: DatabaseSession): CloudDocumentStore {
        return new FreeTierDocumentStore(session, this.gate);
    }
}

/** The store of a gateway that gives everyone the free tier. */
class FreeTierDocumentStore extends CloudDocumentStore {
    override readonly documents: CloudDocuments;
    override readonly trash: CloudTrash;

    constructor(session: DatabaseSession, free: FeatureGate) {
        super(session, { checksArguments: false });
        this.documents = new FreeDocuments(session, free);
        this.trash = new FreeTrash(session, free, async () => refusal('document_recovery', await free.getTierLimits()));
    }
}

function refusal(feature: string, { tier }: TierLimits): CloudError {
    return new CloudError(
        'FEATURE_NOT_AVAILABLE',
        `On this server everyone has the plan ${tier}, which does not include ${inWords(feature)}.`,
        {
            feature,
            tier
        }
    );
}
