// SPDX-License-Identifier: MIT

import { CloudDocumentStore, type DatabaseSession } from '@sanyam/store';
import { CloudError, type FeatureGate, type TierLimits } from '@sanyam/types';
import type { AdmittedRequest, Plan } from '../admission/admission';
import { inWords } from './feature-words';
import type { Licensing, RequestLicensing, RequiredFeature } from './licensing';

/** Licensing with `@sanyam/licensing`: each user has the plan of the row that the request read. */
export class LicensedPlans implements Licensing, RequestLicensing {
    readonly hasPlans = true;

    /**
     * @param makeGate returns a gate for a row
     * @param tiers returns all rows, the smallest plan first, to find one with a missing feature
     */
    constructor(
        private readonly makeGate: (limits: TierLimits) => FeatureGate,
        private readonly tiers: () => Promise<TierLimits[]>
    ) {}

    /** Keeps nothing of a request, so one object serves all. */
    begin(): RequestLicensing {
        return this;
    }

    judge(request: AdmittedRequest): Promise<AdmittedRequest> {
        return Promise.resolve(request);
    }

    async requireFeature({ id, of }: RequiredFeature, plan: Plan): Promise<void> {
        // Only the database knows the owner of a document.
        if (of === 'caller' && !this.makeGate(plan.limits).isFeatureEnabled(id)) {
            throw await this.refusal(plan, id);
        }
    }

    storeOf(session: DatabaseSession): CloudDocumentStore {
        return new CloudDocumentStore(session, { checksArguments: false });
    }

    private async refusal({ limits, upgradeUrl }: Plan, feature: string): Promise<CloudError> {
        const tiers = await this.tiers();
        const requiredTier = tiers.find(row => this.makeGate(row).isFeatureEnabled(feature))?.tier ?? null;
        return new CloudError(
            'FEATURE_NOT_AVAILABLE',
            `Your plan (${limits.tier}) does not include ${inWords(feature)}.${requiredTier === null ? '' : ` The plan ${requiredTier} does.`}`,
            {
                feature,
                required_tier: requiredTier,
                tier: limits.tier,
                ...(upgradeUrl === null ? {} : { upgrade_url: upgradeUrl })
            }
        );
    }
}
