// SPDX-License-Identifier: MIT

import type { CloudDocumentStore, DatabaseSession } from '@sanyam/store';
import type { AdmittedRequest, Plan } from '../admission/admission';

/** A feature that an operation needs: of the caller's plan, or of the plan of the document's owner. */
export interface RequiredFeature {
    readonly id: string;
    readonly of: 'caller' | 'owner';
}

/** Decides which plan applies to requests, and what it allows. */
export interface Licensing {
    /** Whether users have their own plans, which the database enforces. */
    readonly hasPlans: boolean;
    /** Begins a request. */
    begin(): RequestLicensing;
}

/** The plan of one request. */
export interface RequestLicensing {
    /** Returns the request under the plan that applies. @throws CloudError FEATURE_NOT_AVAILABLE */
    judge(request: AdmittedRequest): Promise<AdmittedRequest>;
    /** @throws CloudError FEATURE_NOT_AVAILABLE */
    requireFeature(feature: RequiredFeature, plan: Plan): Promise<void>;
    /** Returns the caller's documents under the plan that applies. The routes have checked the arguments. */
    storeOf(session: DatabaseSession): CloudDocumentStore;
}
