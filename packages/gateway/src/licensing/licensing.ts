// SPDX-License-Identifier: MIT

import type { CloudDocumentStore, DatabaseSession } from '@sanyam/store';
import type { AdmittedRequest } from '../admission/admission';

/** Whose plan holds for a request, and what it allows. */
export interface Licensing {
    /** Whether each user has a plan of their own, which the database judges by itself. */
    readonly hasPlans: boolean;
    /** The request as the plan that holds sees it. @throws CloudError FEATURE_NOT_AVAILABLE */
    judge(request: AdmittedRequest): Promise<AdmittedRequest>;
    /** The caller's documents behind the gate of the plan that holds, which is made for this request alone. */
    storeOf(request: AdmittedRequest, session: DatabaseSession): CloudDocumentStore;
}
