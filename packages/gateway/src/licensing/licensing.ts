// SPDX-License-Identifier: MIT

import type { CloudDocumentStore, DatabaseSession } from '@sanyam/store';
import type { AdmittedRequest } from '../admission/admission';

/** Decides which plan applies to a request, and what it allows. */
export interface Licensing {
    /** Whether users have their own plans, which the database enforces. */
    readonly hasPlans: boolean;
    /** Returns the request under the plan that applies. @throws CloudError FEATURE_NOT_AVAILABLE */
    judge(request: AdmittedRequest): Promise<AdmittedRequest>;
    /** Returns the caller's documents under the plan that applies. The gate is for this request only. */
    storeOf(request: AdmittedRequest, session: DatabaseSession): CloudDocumentStore;
}
