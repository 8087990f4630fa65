// SPDX-License-Identifier: MIT

import type { CloudError } from './cloud-error';

/** What helps a user who has met a limit of the plan. */
export interface PlanOffer {
    /** Which plan helps. Undefined if no larger one does. */
    readonly sentence: string | undefined;
    /** On buttons, the most helpful first. */
    readonly actions: readonly { readonly label: string; run(): Promise<unknown> }[];
}

/** Offers a larger plan at the moment of need. Not bound without `@sanyam/licensing`. */
export const PlanOffers = Symbol('PlanOffers');
export interface PlanOffers {
    /**
     * Returns an offer for an error that a larger plan avoids. Undefined if none does, and for a week after the user has
     * said “Not Now” to the same need.
     */
    offerFor(error: CloudError): Promise<PlanOffer | undefined>;
    /**
     * Returns an offer for a feature that the user's plan lacks, such as `document_sharing`. It interrupts nobody, so it has no
     * “Not Now”, and does not end with it.
     */
    offerOf(feature: string): Promise<PlanOffer>;
    /** Shows the plans. */
    showPlans(): Promise<void>;
}
